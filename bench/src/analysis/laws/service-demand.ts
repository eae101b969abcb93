import { type Architecture, type ComponentKind, componentKinds } from '@telemark/architecture'
import { fcnnlsVector } from 'ml-fcnnls'
import { calledEndpoints, type Endpoint, endpoints, type Workload } from '../../plan/workload.ts'
import type { Observed } from '../at-rate.ts'
import { usedUp } from '../bottleneck/candidates.ts'
import { cpuUse } from '../cpu-use.ts'
import type { ServiceDemand } from '../findings/laws.ts'
import { known } from '../known.ts'

/** Loads of one architecture under one workload. */
export interface WorkloadLoads {
  readonly workload: Workload
  /** Below the capacity. */
  readonly below: readonly Observed[]
  /** At half of the capacity at most. */
  readonly quiet: Observed | undefined
}

interface Row {
  readonly shares: readonly number[]
  readonly ms: number
}

/**
 * What a request of each endpoint costs each component of `architecture`: the non-negative least squares over the loads of every
 * workload (Lawson & Hanson 1974), each load weighed by its own cost, so that cheap ones count as much as dear ones. A component is
 * left out where the workloads are too few to tell its endpoints apart.
 */
export function serviceDemands(
  architecture: Architecture,
  loads: readonly WorkloadLoads[],
): readonly ServiceDemand[] {
  const called = endpoints.filter((endpoint) =>
    loads.some(({ workload, below }) => below.length > 0 && workload.mix[endpoint] > 0),
  )
  const used = loads.filter(({ below }) => below.length > 0)
  if (called.length === 0 || used.length < called.length) return []
  return componentKinds.flatMap((component) => {
    const rows = used.flatMap((own) => rowsOf(own, component, called))
    if (rows.length < called.length) return []
    const fitted = leastSquares(rows)
    return [
      {
        architecture: architecture.name,
        component,
        cpuMs: Object.fromEntries(called.map((endpoint, index) => [endpoint, fitted[index] ?? 0])),
        ...known({ cores: coresOf(used, component) }),
        loads: rows.length,
        misfit: Math.max(...rows.map((row) => Math.abs(costOf(row, fitted) / row.ms - 1))),
        alwaysBusy: used.some(({ quiet }) => isUsedUp(quiet, component)),
      },
    ]
  })
}

/** Milliseconds of CPU that a request of `workload` takes, by the demands of its endpoints. */
export function demandUnder({ cpuMs }: Pick<ServiceDemand, 'cpuMs'>, workload: Workload): number | undefined {
  const called = calledEndpoints(workload)
  if (called.some((endpoint) => cpuMs[endpoint] === undefined)) return undefined
  return called.reduce((sum, endpoint) => sum + shareOf(workload, endpoint) * (cpuMs[endpoint] ?? 0), 0)
}

function rowsOf(
  { workload, below }: WorkloadLoads,
  component: ComponentKind,
  called: readonly Endpoint[],
): readonly Row[] {
  const shares = called.map((endpoint) => shareOf(workload, endpoint))
  return below.flatMap(({ view, canaries, operation: { rate } }) => {
    const cores = cpuUse(view, component)?.cores
    return cores === undefined || cores <= 0 || rate === 0
      ? []
      : [{ shares, ms: (cores / (rate + canaries)) * 1000 }]
  })
}

function leastSquares(rows: readonly Row[]): readonly number[] {
  const weighed = rows.map(({ shares, ms }) => shares.map((share) => share / ms))
  return fcnnlsVector(
    weighed,
    rows.map(() => 1),
  ).K.to1DArray()
}

function costOf({ shares }: Row, fitted: readonly number[]): number {
  return shares.reduce((sum, share, index) => sum + share * (fitted[index] ?? 0), 0)
}

function shareOf({ mix }: Workload, endpoint: Endpoint): number {
  return mix[endpoint] / endpoints.reduce((sum, each) => sum + mix[each], 0)
}

function coresOf(loads: readonly WorkloadLoads[], component: ComponentKind): number | undefined {
  const limits = loads.flatMap(({ below }) =>
    below.flatMap(({ view }) => view.level(component, 'cpuLimitCores') ?? []),
  )
  return limits.length === 0 ? undefined : Math.max(...limits)
}

function isUsedUp(quiet: Observed | undefined, component: ComponentKind): boolean {
  return quiet !== undefined && (cpuUse(quiet.view, component)?.share ?? 0) >= usedUp
}
