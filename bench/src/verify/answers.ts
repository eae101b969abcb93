import { type LoadRecord, rises } from '../record/record.ts'
import { type CanaryCount, canariesIn } from './canaries.ts'
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

/** Also what only a load as a whole has. */
export interface JudgedAnswers {
  readonly answers: readonly Answers[]
  readonly canaries: readonly CanaryCount[]
  readonly latenessP99Ms: number
}

/**
 * What came back in `judged`; it stays in the tables `judged`, `judged_summary` and `judged_canaries`. A plateau is judged by what was sent in it; a load that rises by what was answered in it, because its
 * breach shows in the answers.
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
  const [late] = await database.rows<{ lateness: number | null }>(latenessSql, {})
  return {
    answers: await withStatuses(database, 'judged', await database.rows('FROM judged_summary', {})),
    canaries: await canariesIn(database, judged),
    latenessP99Ms: late?.lateness ?? 0,
  }
}

/** What was sent within a part of a plateau. */
export async function answersWithin(database: Database, part: Judged): Promise<readonly Answers[]> {
  await database.run(
    'CREATE OR REPLACE TEMP TABLE part AS SELECT * FROM sent WHERE sent_at >= $from AND sent_at < $to',
    { ...part },
  )
  return withStatuses(database, 'part', await database.rows(summarySql('part', 'endpoint'), {}))
}

async function withStatuses(
  database: Database,
  table: 'judged' | 'part',
  summaries: readonly Omit<Answers, 'statuses'>[],
): Promise<readonly Answers[]> {
  const statuses = await database.rows<{ endpoint: string; statuses: string }>(statusesSql(table), {})
  const said = new Map(statuses.map(({ endpoint, statuses }) => [endpoint, statuses]))
  return summaries.map((summary) => ({ ...summary, statuses: said.get(summary.endpoint) ?? '' }))
}

function statusesSql(table: string): string {
  return `
    SELECT endpoint, string_agg(status || ': ' || attempts, ', ' ORDER BY status) AS statuses
    FROM (SELECT endpoint, status, count(*) AS attempts FROM ${table} GROUP BY ALL)
    GROUP BY endpoint`
}

/** Against the most punctual request: when the schedule began is not known any better. Drops shift the numbers, so with them it means nothing. */
const latenessSql = `
  SELECT CASE
    WHEN (SELECT count(*) FROM samples WHERE metric = 'dropped_iterations') > 0 THEN 0
    ELSE max(schedule_start) FILTER (place = (total * 990 + 999) // 1000) - min(schedule_start)
  END AS lateness
  FROM (
    SELECT schedule_start, row_number() OVER (ORDER BY schedule_start) AS place, count(*) OVER () AS total FROM judged
  )`
