import { sloOf } from '../plan/slo-of.ts'
import type { Experiment } from '../plan/variant.ts'
import type { TrialWithReadings } from '../record/record.ts'
import { type CellCapacity, cellCapacity } from './cell-capacity.ts'
import { observationsOf } from './observation.ts'

/** Trials that tell the capacities, the claims and the verdict: those that differ in nothing from the plan. */
export function ordinaryTrials(trials: readonly TrialWithReadings[]): readonly TrialWithReadings[] {
  return trials.filter(({ variant }) => variant === undefined)
}

/** Trials of one experiment. One that was cut off says half of what it was asked, and is made again where the cohort is gone on with. */
export function armsOf(
  trials: readonly TrialWithReadings[],
  experiment: Experiment,
): readonly TrialWithReadings[] {
  return trials.filter(({ variant, interrupted }) => variant?.experiment === experiment && !interrupted)
}

/** `trials` by architecture and workload, in the order in which each cell was first measured. */
export function byCell(trials: readonly TrialWithReadings[]): readonly (readonly TrialWithReadings[])[] {
  const cells = Map.groupBy(trials, ({ architecture, workload }) => `${architecture.name} ${workload.name}`)
  return [...cells.values()]
}

/** The capacity that arms of one cell prove together; undefined where no load was run. */
export function armCapacity(arms: readonly TrialWithReadings[]): CellCapacity | undefined {
  const [first] = arms
  return first && cellCapacity(observationsOf(arms), sloOf(first.cohort.plan, first.workload))
}
