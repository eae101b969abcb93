import type { Architecture } from '@telemark/architecture'
import type { FleetSize, Sizes } from '@telemark/deployment'
import type { Slo } from './slo.ts'
import type { Workload } from './workload.ts'

/** How the ramp rises: continuously (`ramping-arrival-rate`) or in steps. */
export type Shape = 'ramp' | 'step'

/** How much time a cohort may take: minutes, half an hour, or what the public original took. */
export const profileNames = ['smoke', 'standard', 'original'] as const

/** One of `profileNames`. */
export type ProfileName = (typeof profileNames)[number]

/** Everything that is decided before anything is started. Goes into every record as it is. */
export interface Plan {
  readonly profile: ProfileName
  readonly architectures: readonly Architecture[]
  readonly workloads: readonly Workload[]
  readonly slo: Slo
  /** Requests a second that a cell should hold. */
  readonly targetRate: number
  readonly shape: Shape
  readonly fleet: FleetSize
  readonly sizes: Sizes
  readonly seed: number
  /** Wall-clock seconds that the whole cohort may take. */
  readonly budgetSeconds: number
}
