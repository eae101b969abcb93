import type { Distribution } from '../../k6/distribution.ts'
import type { LoadSettings } from '../../k6/load.ts'
import type { RateStage } from '../../k6/schedule.ts'
import { timeoutSeconds } from '../plan/checked-slo.ts'
import type { Plan } from '../plan/plan.ts'
import type { Workload } from '../plan/workload.ts'
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
  /** Evenly over the fleet where it is left out. */
  readonly distribution?: Distribution
}

/** What k6 is told, for any load of a cohort. */
export function settingsFor(options: SettingsOptions): LoadSettings {
  const { plan, workload, stages, run, virtualUsers, distribution } = options
  return {
    run,
    seed: plan.seed + run,
    mix: workload.mix,
    stages,
    timeoutSeconds,
    jitterMs,
    virtualUsers: virtualUsers ?? virtualUsersFor(stages, { limitMs: plan.slo.latency.limitMs, jitterMs }),
    ...(distribution !== undefined && { distribution }),
  }
}
