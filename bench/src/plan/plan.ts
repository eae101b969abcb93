import type { Architecture } from '@telemark/architecture'
import type { FleetSize, Sizes } from '@telemark/deployment'
import type { ProfileName } from './profiles.ts'
import type { Slo } from './slo.ts'
import type { Workload } from './workload.ts'

/** How the ramp rises: continuously (`ramping-arrival-rate`) or in steps. */
export type Shape = 'ramp' | 'step'

/** A soak: every cell at one rate, for long. */
export interface Hold {
  readonly seconds: number
  /** Requests a second; 70 % of the capacity that the cell's ramp has shown, where it is left out. */
  readonly rate?: number
}

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
  /** That services which stand elsewhere may use the same, so that their capacities may be ranked: somebody says so, nobody checks it. */
  readonly comparable?: true
  /** Present where the cells are held at a rate instead of being compared at their limits. */
  readonly hold?: Hold
}
