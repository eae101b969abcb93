import { componentKinds } from '@telemark/architecture'
import type { Machine, MetricName, Reading } from '@telemark/deployment'
import type { InvalidReason } from '../capacity/probe.ts'
import type { Interval } from '../readings/readings-view.ts'
import { perSecond } from '../readings/series.ts'

/** Shares of the cores that servers have, of one core, and of the machine. */
const limits = { serverCpuShare: 0.95, balancerCores: 0.9, stolenShare: 0.01 } as const

/**
 * Whether the machine, and not the architecture, was short of CPU. The time that threads wait for a core does not tell: the
 * kernel also counts every thread's wait for its envelope's next period (doc/decisions/0004).
 */
export function shortageOf(
  readings: readonly Reading[],
  span: Interval,
  machine: Pick<Machine, 'cores' | 'serverCores'>,
): InvalidReason | undefined {
  const used = (component: Reading['component'], metric: MetricName = 'cpuSeconds') =>
    perSecond(readings, { ...span, component, metric }) ?? 0
  const usedByServers = componentKinds.reduce((sum, component) => sum + used(component), 0)
  const servers = machine.serverCores === 0 ? 0 : usedByServers / machine.serverCores // none: they stand elsewhere
  const balancer = used('loadBalancer')
  const stolen = used('machine', 'stolenSeconds') / machine.cores
  if (stolen > limits.stolenShare) return { kind: 'steal', observed: stolen, limit: limits.stolenShare }
  if (balancer > limits.balancerCores)
    return { kind: 'balancerSaturated', observed: balancer, limit: limits.balancerCores }
  if (servers > limits.serverCpuShare)
    return { kind: 'serverCpu', observed: servers, limit: limits.serverCpuShare }
  return undefined
}
