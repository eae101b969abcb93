import type { FreshnessCount } from '../record/record.ts'
import type { Database } from './database.ts'
import { compared, type Figure } from './figure.ts'
import type { Judged } from './judged-interval.ts'

/** Canaries that were read after the same delay. */
export interface CanaryCount {
  /** Milliseconds. */
  readonly delay: number
  readonly asked: number
  readonly fresh: number
}

/** Table of the canaries of all loads, kept for the cells. */
export const canariesSql =
  'CREATE OR REPLACE TEMP TABLE canaries (run INTEGER, delay DOUBLE, asked INTEGER, fresh INTEGER);'

/** The canaries of `judged`; they stay in the table `judged_canaries`. */
export async function canariesIn(database: Database, judged: Judged): Promise<readonly CanaryCount[]> {
  await database.run(judgedCanariesSql, { ...judged })
  return database.rows('FROM judged_canaries ORDER BY delay', {})
}

/** Sent, acknowledged and read within the interval, and the read sent at most 5 ms late; a canary's three rows are put together by its number. */
const judgedCanariesSql = `
  CREATE OR REPLACE TEMP TABLE judged_canaries AS
    SELECT seen.delay, count(*)::INTEGER AS asked, count(*) FILTER (seen.value = 1)::INTEGER AS fresh
    FROM requests AS written
    JOIN requests AS answered ON answered.endpoint = 'canaryRead' AND answered.n = written.n
    JOIN samples AS seen ON seen.metric = 'canary_fresh' AND seen.n = written.n
    WHERE
      written.endpoint = 'canaryWrite' AND written.status BETWEEN 200 AND 299
      AND written.sent_at >= $from AND written.sent_at < $to AND answered.sent_at < $to
      AND answered.sent_at - written.sent_at <= seen.delay + 5
    GROUP BY seen.delay`

/** Those of all loads of a cell that held: a plateau that passed, or what a load that rises held before it broke. */
export const cellCanariesSql = `
  SELECT delay, sum(asked)::INTEGER AS asked, sum(fresh)::INTEGER AS fresh
  FROM canaries JOIN telling USING (run)
  WHERE architecture = $architecture AND workload = $workload
    AND CASE WHEN rising THEN held_rate IS NOT NULL ELSE result = 'pass' END
  GROUP BY delay ORDER BY delay`

/** Delay by delay, those that only one side has included. */
export function canaryFigures(
  subject: string,
  reported: readonly FreshnessCount[],
  found: readonly CanaryCount[],
): readonly Figure[] {
  const delays = new Set([...reported.map(({ delayMs }) => delayMs), ...found.map(({ delay }) => delay)])
  return [...delays].flatMap((delay) => {
    const said = reported.find(({ delayMs }) => delayMs === delay)
    const counted = found.find((count) => count.delay === delay)
    return [
      compared({ subject, name: `canaries read after ${delay} ms` }, said?.asked, counted?.asked),
      compared({ subject, name: `fresh after ${delay} ms` }, said?.fresh, counted?.fresh),
    ]
  })
}
