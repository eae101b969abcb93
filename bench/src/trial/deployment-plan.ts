import type { DeploymentPlan } from '@telemark/deployment'
import { canaryDevices } from '../load/canaries.ts'
import { profiles } from '../plan/profiles.ts'
import type { CohortRecord } from '../record/record.ts'
import type { Visit } from './agenda.ts'

/** What is stood up for a visit: as planned for all, but for what its variant says. */
export function deploymentPlan(
  { architecture, variant = undefined }: Pick<Visit, 'architecture' | 'variant'>,
  { plan, sizing }: Pick<CohortRecord, 'plan' | 'sizing'>,
): DeploymentPlan {
  const { control, sizes, vcpuFactor = 1, fleet = plan.fleet, compression, tuning } = variant ?? {}
  return {
    architecture: control === undefined ? architecture : { ...architecture, control },
    sizes: { ...plan.sizes, ...sizes },
    coresPerVcpu: sizing.coresPerVcpu * vcpuFactor,
    fleet: { devices: fleet.devices + canaryDevices, eventsPerDevice: fleet.eventsPerDevice },
    compression: compression ?? profiles[plan.profile].compression,
    ...(tuning && { tuning }),
  }
}
