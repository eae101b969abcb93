import type { TrialWithReadings } from '../record/record.ts'
import { armsOf } from './arms.ts'
import type { CheckpointFindings } from './experiment-findings.ts'

/** What a checkpoint did to those who waited meanwhile. */
export function checkpointFindings(trials: readonly TrialWithReadings[]): readonly CheckpointFindings[] {
  return armsOf(trials, 'checkpoint').flatMap(({ architecture, workload, loads }) =>
    loads.flatMap(({ checkpoint, rate, result }) =>
      checkpoint === undefined
        ? []
        : [{ architecture: architecture.name, workload: workload.name, rate, result, ...checkpoint }],
    ),
  )
}
