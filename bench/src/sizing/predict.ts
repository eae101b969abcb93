import { type Architecture, type ComponentKind, components, maxTasks } from '@telemark/architecture'
import type { Sizes } from '@telemark/deployment'
import { endpoints, type Workload } from '../plan/workload.ts'
import { type Costs, demandsOf } from './demands.ts'

export interface Envelope {
  readonly sizes: Sizes
  readonly coresPerVcpu: number
}

export interface Prediction {
  /** Requests a second. */
  readonly rate: number
  /** What runs out of CPU first. */
  readonly component: ComponentKind
}

/**
 * Shares of what its quota would hold at the calibrated cost of a request, at which a component ends a cell (doc/decisions/0042). Latency leaves
 * the SLO before a quota is wholly used. But the calibration measures a lone task that uses all of its quota already, where a
 * request costs what there is: such a task answers more, at less each. Of several tasks the slowest decides.
 */
export const usable = { loneTask: 1.29, severalTasks: 0.83, other: 0.9 } as const

/** The rate at which the first component of `architecture` runs out of CPU under `workload`. */
export function predict(
  architecture: Architecture,
  workload: Workload,
  { costs, envelope }: { costs: Costs; envelope: Envelope },
): Prediction {
  const demands = demandsOf(architecture, costs)
  const total = endpoints.reduce((sum, endpoint) => sum + workload.mix[endpoint], 0)
  const rates = sizedComponents(architecture).flatMap((component) => {
    const msARequest = endpoints.reduce(
      (sum, endpoint) => sum + (workload.mix[endpoint] / total) * (demands[endpoint][component] ?? 0),
      0,
    )
    const cores = tasksOf(architecture, component) * envelope.sizes[component].vcpu * envelope.coresPerVcpu
    const share = usableShare(architecture, component)
    return msARequest > 0 ? [{ component, rate: (share * cores * 1000) / msARequest }] : []
  })
  const first = rates.toSorted((a, b) => a.rate - b.rate)[0]
  if (first === undefined)
    throw new RangeError(
      `Cannot predict ${architecture.name} under ${workload.name}: no component has a cost`,
    )
  return { rate: Math.round(first.rate), component: first.component }
}

function usableShare(architecture: Architecture, component: ComponentKind): number {
  if (component !== 'api') return usable.other
  return tasksOf(architecture, component) === 1 ? usable.loneTask : usable.severalTasks
}

/** vCPUs of all tasks of `architecture` at its largest; the load balancer has no envelope. */
export function vcpus(architecture: Architecture, sizes: Sizes): number {
  return sizedComponents(architecture).reduce(
    (sum, component) => sum + tasksOf(architecture, component) * sizes[component].vcpu,
    0,
  )
}

function sizedComponents(architecture: Architecture): readonly Exclude<ComponentKind, 'loadBalancer'>[] {
  return components(architecture).filter((component) => component !== 'loadBalancer')
}

/** The most tasks of `component` that `architecture` runs. */
export function tasksOf({ scaling, ingest }: Architecture, component: ComponentKind): number {
  if (component === 'api') return maxTasks(scaling)
  return component === 'consumer' && ingest.kind === 'queued' ? maxTasks(ingest.consumers) : 1
}
