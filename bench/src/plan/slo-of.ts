import type { Plan } from './plan.ts'
import { profiles } from './profiles.ts'
import type { Slo } from './slo.ts'
import { isMixed, type Workload } from './workload.ts'

/** The SLO for `workload`: the public original judged its mixed test by the 95th percentile, all else by the 99th. */
export function sloOf(plan: Plan, workload: Workload): Slo {
  const mixedOriginal = profiles[plan.profile].schedule === 'originalTest' && isMixed(workload)
  return mixedOriginal ? { ...plan.slo, latency: { ...plan.slo.latency, percentile: 95 } } : plan.slo
}
