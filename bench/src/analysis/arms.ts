import type { Experiment } from '../plan/variant.ts'
import type { TrialWithReadings } from '../record/record.ts'

/** Trials that tell the capacities, the claims and the verdict: those that differ in nothing from the plan. */
export function ordinaryTrials(trials: readonly TrialWithReadings[]): readonly TrialWithReadings[] {
  return trials.filter(({ variant }) => variant === undefined)
}

/** Trials of one experiment. */
export function armsOf(
  trials: readonly TrialWithReadings[],
  experiment: Experiment,
): readonly TrialWithReadings[] {
  return trials.filter(({ variant }) => variant?.experiment === experiment)
}

/** `trials` by architecture and workload, in the order in which each cell was first measured. */
export function byCell(trials: readonly TrialWithReadings[]): readonly (readonly TrialWithReadings[])[] {
  const cells = Map.groupBy(trials, ({ architecture, workload }) => `${architecture.name} ${workload.name}`)
  return [...cells.values()]
}
