import { rateAt } from '../../k6/schedule.ts'
import type { LoadOutcome } from '../load/run-load.ts'
import { settleMs } from '../plan/stages.ts'
import type { Interval } from '../readings/readings-view.ts'
import { type LoadRecord, rises } from '../record/record.ts'

const rampJudgedMs = 5000

/**
 * What is judged. Of a plateau: all but its settling, up to its end or where it was stopped. Of a ramp: the last 5 s before its
 * breach, or before it ends or goes down.
 */
export function judgedInterval(kind: LoadRecord['kind'], outcome: LoadOutcome): Interval {
  const { startedAt, stopped, settings } = outcome
  const { stages } = settings
  const up = stages.at(-1)?.rate === 0 ? stages.slice(0, -1) : stages
  const to = stopped?.at ?? startedAt + up.reduce((sum, { seconds }) => sum + seconds, 0) * 1000
  if (!rises(kind)) return { from: startedAt + settleMs, to }
  return { from: Math.max(startedAt, to - rampJudgedMs), to: Math.max(to, startedAt + 1) }
}

/** Requests a second that the schedule asks for in the middle of the interval. */
export function rateOf({ from, to }: Interval, { startedAt, settings }: LoadOutcome): number {
  return Math.round(rateAt(((from + to) / 2 - startedAt) / 1000, settings.stages))
}
