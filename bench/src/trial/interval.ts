import { rateAt } from '../../k6/schedule.ts'
import type { LoadOutcome } from '../load/run-load.ts'
import { settleMs } from '../plan/stages.ts'
import type { Interval } from '../readings/readings-view.ts'
import { type LoadRecord, rises } from '../record/record.ts'

const rampJudgedMs = 5000

/**
 * What is judged. Of a plateau: all but its settling, up to its end or where it was stopped. Of a ramp: the last 5 s before its
 * breach, or before it ends or goes down, without its settling.
 */
export function judgedInterval(kind: LoadRecord['kind'], outcome: LoadOutcome): Interval {
  const { startedAt, stopped, settings } = outcome
  const { stages } = settings
  const up = stages.at(-1)?.rate === 0 ? stages.slice(0, -1) : stages
  const to = stopped?.at ?? startedAt + up.reduce((sum, { seconds }) => sum + seconds, 0) * 1000
  const settledAt = startedAt + settleMs
  if (!rises(kind)) return { from: settledAt, to }
  const from = Math.max(settledAt, to - rampJudgedMs)
  return { from, to: Math.max(to, from + 1) }
}

/** Shorter than this the judged seconds of a ramp say nothing about a rate. */
const rampHeldMs = 2000

/**
 * Requests a second that a load which rises held before it broke; undefined where it was not judged for long enough. One that broke
 * on a level held what it rose to a second before.
 */
export function heldRateOf(span: Interval, outcome: LoadOutcome): number | undefined {
  if (span.to - span.from < rampHeldMs) return undefined
  const judged = rateOf(span, outcome)
  const { startedAt, settings, stopped } = outcome
  if (stopped === undefined) return judged
  const rateAfter = (at: number) => rateAt((at - startedAt) / 1000, settings.stages)
  const broke = Math.round(rateAfter(span.to))
  if (judged < broke) return judged
  const below = secondsBetween(startedAt + settleMs, span.from)
    .map((at) => Math.round(rateAfter(at)))
    .filter((rate) => rate < broke)
  return below.length === 0 ? undefined : Math.max(...below)
}

function secondsBetween(from: number, to: number): readonly number[] {
  return Array.from(
    { length: Math.max(0, Math.floor((to - from) / 1000)) },
    (_, second) => from + second * 1000,
  )
}

/** Requests a second that the schedule asks for in the middle of the interval. */
export function rateOf({ from, to }: Interval, { startedAt, settings }: LoadOutcome): number {
  return Math.round(rateAt(((from + to) / 2 - startedAt) / 1000, settings.stages))
}
