import { settleMs } from '../plan/stages.ts'
import { rises } from '../record/record.ts'
import type { Database } from './database.ts'
import type { ExaminedLoad } from './read-samples.ts'

/** Milliseconds since the epoch, the end left out. */
export interface Judged {
  readonly from: number
  readonly to: number
}

/** Of a load that rises, at most so much before its end is judged. */
const risingMs = 5000

/**
 * The intervals that may have been judged, each to the last digit: the record rounds to milliseconds. Its beginning follows from
 * when the schedule began; its end is that of the schedule, or, of a load that was stopped, the moment of one of k6's
 * rows within the millisecond that the record says.
 */
export async function judgedIntervals(
  database: Database,
  examined: ExaminedLoad,
): Promise<readonly Judged[]> {
  const { load, startedAt } = examined
  const ends = await endsOf(database, examined)
  return ends.map((to) => {
    const settledAt = startedAt + settleMs
    if (!rises(load.kind)) return { from: settledAt, to }
    const from = Math.max(settledAt, to - risingMs)
    return { from, to: Math.max(to, from + 1) }
  })
}

async function endsOf(database: Database, { load, startedAt }: ExaminedLoad): Promise<readonly number[]> {
  const { stages, judgedTo } = load
  const up = stages.at(-1)?.rate === 0 ? stages.slice(0, -1) : stages
  const planned = startedAt + up.reduce((sum, { seconds }) => sum + seconds, 0) * 1000
  if (Math.round(planned) === judgedTo) return [planned]
  const rows = await database.rows<{ moment: number }>(
    'SELECT DISTINCT moment FROM samples WHERE floor(moment + 0.5) = $to ORDER BY moment',
    { to: judgedTo },
  )
  return rows.length === 0 ? [judgedTo] : rows.map(({ moment }) => moment)
}
