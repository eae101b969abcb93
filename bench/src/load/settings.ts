import type { LoadSettings } from '../../k6/load.ts'
import type { RateStage } from '../../k6/schedule.ts'
import { timeoutSeconds } from '../plan/checked-slo.ts'
import type { Plan } from '../plan/plan.ts'
import type { Variant } from '../plan/variant.ts'
import type { Workload } from '../plan/workload.ts'
import { canarySettings } from './canaries.ts'
import { virtualUsersFor } from './virtual-users.ts'

const jitterMs = 100

export interface SettingsOptions {
  readonly plan: Plan
  readonly workload: Workload
  readonly stages: readonly RateStage[]
  /** The number of the run; each has jitter and devices of its own. */
  readonly run: number
  /** Where answers are known to come at once: fewer are enough, and each costs k6 something at its first request. */
  readonly virtualUsers?: number
  /** What is called, and how the requests spread over it; the plan's, evenly, where it is left out. */
  readonly fleet?: NonNullable<Variant['fleet']>
  /** Whether canaries fly beside a load that writes: the fleet must have devices for them. */
  readonly canaries?: boolean
  /** Whether the load balancer is asked to time some of the requests. */
  readonly witnessed?: boolean
}

/** What k6 is told, for any load of a cohort. */
export function settingsFor({
  plan,
  workload,
  stages,
  run,
  virtualUsers,
  fleet,
  canaries = false,
  witnessed = false,
}: SettingsOptions): LoadSettings {
  const { freshness } = plan.slo
  return {
    run,
    seed: plan.seed + run,
    mix: workload.mix,
    stages,
    timeoutSeconds,
    jitterMs,
    virtualUsers: virtualUsers ?? virtualUsersFor(stages, { limitMs: plan.slo.latency.limitMs, jitterMs }),
    devices: (fleet ?? plan.fleet).devices,
    ...(fleet && { distribution: fleet.distribution }),
    ...(canaries && freshness && workload.mix.write > 0 && { canaries: canarySettings(run, freshness) }),
    ...(witnessed && { witnessed }),
  }
}
