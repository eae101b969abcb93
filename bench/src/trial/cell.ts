import type { Architecture } from '@telemark/architecture'
import type { Deployment } from '@telemark/deployment'
import type { Outputs } from '../load/outputs.ts'
import type { Variant } from '../plan/variant.ts'
import type { Workload } from '../plan/workload.ts'
import type { CohortRecord } from '../record/record.ts'

/** What every trial of a cohort is given. */
export interface CohortContext {
  /** Plan, machine and sizing: a copy goes into every trial's record. */
  readonly record: CohortRecord
  /** Where records go. */
  readonly folder: string
  readonly signal: AbortSignal
  /** The next run number: one a k6 process. */
  readonly nextRun: () => number
  /** Where the samples of the loads that are measured go besides. */
  readonly outputs?: Outputs
}

/** One architecture that stands, under one workload. */
export interface Cell {
  readonly cohort: CohortContext
  readonly deployment: Deployment
  readonly architecture: Architecture
  readonly workload: Workload
  readonly block: number
  /** In what its trials differ from those that tell its capacity. */
  readonly variant?: Variant
}
