import type { Machine } from '@telemark/deployment'
import type { Plan } from './plan/plan.ts'
import type { CohortRecord, Sizing, TrialRecord, Warning } from './record/record.ts'

/** What a cohort says while it runs: the only thing that the bench hands to the CLI. */
export type BenchEvent =
  | {
      readonly kind: 'planned'
      readonly plan: Plan
      readonly machine: Machine
      readonly estimatedSeconds: number
    }
  | { readonly kind: 'sized'; readonly sizing: Sizing; readonly cohort: CohortRecord }
  /** A cohort that had ended goes on: so many trials of it are recorded, and it took so long. */
  | {
      readonly kind: 'resumed'
      readonly cohort: CohortRecord
      readonly trials: number
      readonly elapsedSeconds: number
      /** How long this part may take. */
      readonly budgetSeconds: number
    }
  /** What is known by now is worth a look: every cell was measured once, or `isEarly`, as many as there was time for. */
  | { readonly kind: 'provisional'; readonly elapsedSeconds: number; readonly isEarly: boolean }
  /** What happens now. `done` of `total` trials have ended; `remainingSeconds` is an estimate. */
  | {
      readonly kind: 'activity'
      readonly architecture?: string
      readonly workload?: string
      /** e.g. `ramp 410/s, p99 88 ms` */
      readonly text: string
      readonly done: number
      readonly total: number
      readonly remainingSeconds: number
    }
  /** Worth a line of its own, e.g. `stopped at 312/s: POST p99 412 ms > 300 ms`. */
  | {
      readonly kind: 'notice'
      readonly architecture: string
      readonly workload: string
      readonly text: string
    }
  | { readonly kind: 'trial'; readonly record: TrialRecord }
  | { readonly kind: 'warning'; readonly warning: Warning }
