import { type LoadRecord, rises } from '../record/record.ts'
import type { Database } from './database.ts'
import type { Judged } from './judged-interval.ts'
import { summarySql } from './samples-sql.ts'

/** What one endpoint answered, from the samples. */
export interface Answers {
  readonly endpoint: string
  readonly attempts: number
  readonly failures: number
  readonly timeouts: number
  /** e.g. `200: 1289, 503: 2` */
  readonly statuses: string
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  readonly p99Ms: number | null
  readonly p999Ms: number | null
  readonly maxMs: number | null
}

/** Also how late the requests were sent. */
export interface JudgedAnswers {
  readonly answers: readonly Answers[]
  readonly latenessP99Ms: number
}

/**
 * What came back in `judged`; it stays in the tables `judged` and `judged_summary`. A plateau is judged by what was sent in it; a load that rises by what was answered in it, because its breach shows in
 * the answers.
 */
export async function answersIn(
  database: Database,
  { kind }: LoadRecord,
  judged: Judged,
): Promise<JudgedAnswers> {
  const moment = rises(kind) ? 'ended_at' : 'sent_at'
  await database.run(
    `CREATE OR REPLACE TEMP TABLE judged AS SELECT * FROM sent WHERE ${moment} >= $from AND ${moment} < $to`,
    { ...judged },
  )
  await database.define(`CREATE OR REPLACE TEMP TABLE judged_summary AS ${summarySql('judged', 'endpoint')}`)
  const summaries = await database.rows<Omit<Answers, 'statuses'>>('FROM judged_summary', {})
  const statuses = await database.rows<{ endpoint: string; statuses: string }>(statusesSql, {})
  const [late] = await database.rows<{ lateness: number | null }>(latenessSql, {})
  const said = new Map(statuses.map(({ endpoint, statuses }) => [endpoint, statuses]))
  return {
    answers: summaries.map((summary) => ({ ...summary, statuses: said.get(summary.endpoint) ?? '' })),
    latenessP99Ms: late?.lateness ?? 0,
  }
}

const statusesSql = `
  SELECT endpoint, string_agg(status || ': ' || attempts, ', ' ORDER BY status) AS statuses
  FROM (SELECT endpoint, status, count(*) AS attempts FROM judged GROUP BY ALL)
  GROUP BY endpoint`

/** Against the most punctual request: when the schedule began is not known any better. Drops shift the numbers, so with them it means nothing. */
const latenessSql = `
  SELECT CASE
    WHEN (SELECT count(*) FROM samples WHERE metric = 'dropped_iterations') > 0 THEN 0
    ELSE max(schedule_start) FILTER (place = (total * 990 + 999) // 1000) - min(schedule_start)
  END AS lateness
  FROM (
    SELECT schedule_start, row_number() OVER (ORDER BY schedule_start) AS place, count(*) OVER () AS total FROM judged
  )`
