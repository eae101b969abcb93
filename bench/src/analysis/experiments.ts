import type { CohortRecord, EndRecord, TrialWithReadings } from '../record/record.ts'
import { armsOf } from './arms.ts'
import { checkpointFindings } from './checkpoints.ts'
import { controlFindings } from './controls.ts'
import { doubledFindings } from './doubled.ts'
import type { ExperimentFindings } from './experiment-findings.ts'
import type { WorkloadFindings } from './findings.ts'
import { known } from './known.ts'
import { observationsOf } from './observation.ts'
import { squeezeFindings } from './squeeze.ts'
import { stressFindings } from './stress.ts'
import { variantFindings } from './variants.ts'

export interface ExperimentEvidence {
  readonly cohort: CohortRecord
  /** All, ordinary ones too. */
  readonly trials: readonly TrialWithReadings[]
  /** What the ordinary trials say. */
  readonly workloads: readonly WorkloadFindings[]
  readonly tie: number
  readonly end: EndRecord | undefined
}

/** What the trials with a variant say; undefined where there is none. */
export function experimentFindings(evidence: ExperimentEvidence): ExperimentFindings | undefined {
  const { cohort, trials, workloads } = evidence
  if (trials.every(({ variant }) => variant === undefined)) return undefined
  const cells = workloads.flatMap((workload) => workload.cells)
  return {
    ...known({ controls: controlFindings(evidence) }),
    squeezes: squeezeFindings(trials, cells),
    checkpoints: checkpointFindings(trials),
    doubled: doubledFindings(workloads, evidence),
    variants: variantFindings(trials, cells),
    uncompressed: stressFindings(observationsOf(armsOf(trials, 'uncompressed')), cohort.plan.targetRate),
  }
}
