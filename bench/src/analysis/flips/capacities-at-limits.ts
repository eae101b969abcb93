import { boundsOf } from '../../capacity/capacity.ts'
import type { Plan } from '../../plan/plan.ts'
import type { CapacityAtLimits } from '../findings/flips.ts'
import type { WorkloadFindings } from '../findings.ts'
import { capacityLoads, type Observation } from '../observation.ts'
import { capacityAtLimit } from './capacity-at-limit.ts'

/** Latency limits that people ask for, milliseconds. */
const usualLimits = [100, 200, 500] as const

/** What the cells of a workload hold at usual latency limits, and at the one that was measured. */
export function capacitiesAtLimits(
  { workload, cells }: WorkloadFindings,
  { plan, observations }: { plan: Plan; observations: readonly Observation[] },
): readonly CapacityAtLimits[] {
  const { limitMs: own } = plan.slo.latency
  const limits = [...new Set([...usualLimits, own])].toSorted((a, b) => a - b)
  return cells.flatMap(({ architecture, capacity }) => {
    if (capacity === undefined) return []
    const loads = capacityLoads(
      observations.filter(
        ({ trial }) => trial.architecture.name === architecture && trial.workload.name === workload,
      ),
    ).map(({ load }) => load)
    const at = (limitMs: number) => (limitMs === own ? capacity : capacityAtLimit(loads, plan.slo, limitMs))
    return [
      {
        architecture,
        workload,
        limits: limits.map((limitMs) => ({ limitMs, bounds: boundsOf(at(limitMs)) })),
      },
    ]
  })
}
