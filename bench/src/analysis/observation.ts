import type { Interval, ReadingsView } from '../readings/readings-view.ts'
import { viewReadings } from '../readings/readings-view.ts'
import type { LoadRecord, TrialWithReadings, Window } from '../record/record.ts'

/** One load together with the trial whose readings cover it. */
export interface Observation {
  readonly trial: TrialWithReadings
  readonly load: LoadRecord
}

const windowMs = 1000

/** Every load of `trials`, in the order in which they ran. */
export function observationsOf(trials: readonly TrialWithReadings[]): readonly Observation[] {
  return trials
    .flatMap((trial) => trial.loads.map((load) => ({ trial, load })))
    .toSorted((a, b) => a.load.judgedFrom - b.load.judgedFrom)
}

/**
 * The loads that tell a capacity. With the autoscaler live the number of tasks varies, so `stress` tells none, unless
 * nothing else was run (the public original's test is one). A soak is held below the capacity, for another question.
 */
export function capacityLoads(observations: readonly Observation[]): readonly Observation[] {
  const short = observations.filter(({ load }) => load.kind !== 'soak')
  const pinned = short.filter(({ load }) => load.kind !== 'stress')
  return pinned.length > 0 ? pinned : short
}

/** Shorter than this an interval may hold less than two readings. */
const readableMs = 3000

/** What the parts did in the interval in which `observation` was judged; of a plateau that was stopped at once, from its start on. */
export function judgedView({ trial, load }: Observation): ReadingsView {
  const { judgedFrom: from, judgedTo: to, windows } = load
  const interval = to - from >= readableMs ? { from, to } : { from: windows[0]?.at ?? from, to: endOf(load) }
  return viewReadings(trial.readings, interval)
}

/** A ramp breaches after its judged interval: what broke it shows from there to its end. */
export function breachView({ trial, load }: Observation): ReadingsView {
  return viewReadings(trial.readings, { from: load.judgedFrom, to: Math.max(load.judgedTo, endOf(load)) })
}

export function windowsView(trial: TrialWithReadings, windows: readonly Window[]): ReadingsView {
  return viewReadings(trial.readings, intervalOf(windows))
}

function intervalOf(windows: readonly Window[]): Interval {
  const starts = windows.map(({ at }) => at)
  return { from: Math.min(...starts), to: Math.max(...starts) + windowMs }
}

function endOf(load: LoadRecord): number {
  const last = load.windows.at(-1)
  return last === undefined ? load.judgedTo : last.at + windowMs
}
