import type { Architecture } from '@telemark/architecture'
import { type Bounds, boundsOf } from '../../capacity/capacity.ts'
import type { Workload } from '../../plan/workload.ts'
import type { CohortRecord } from '../../record/record.ts'
import { everyObservedBelow, type Observed, quietBelow } from '../at-rate.ts'
import { cpuUse } from '../cpu-use.ts'
import type { LawPrediction, OperationalLaws, ServiceDemand } from '../findings/laws.ts'
import type { WorkloadFindings } from '../findings.ts'
import { capacityLoads, type Observation } from '../observation.ts'
import { demandUnder, serviceDemands, type WorkloadLoads } from './service-demand.ts'

/** From here on a component has used all that it may, as far as readings once a second can tell. */
const allOfIt = 0.95

interface Measured extends WorkloadLoads {
  readonly bounds: Bounds
}

/** Demands by endpoint of every architecture, the capacities that follow, and how far the measured ones and the calibration's are. */
export function operationalLaws(
  cohort: CohortRecord,
  observations: readonly Observation[],
  workloads: readonly WorkloadFindings[],
): OperationalLaws {
  const own = cohort.plan.architectures.map((architecture) => {
    const measured = cohort.plan.workloads.map((workload) =>
      measuredUnder(workload, {
        observations: observations.filter(({ trial }) => trial.architecture.name === architecture.name),
        bounds: boundsUnder(workload, architecture, workloads),
      }),
    )
    return { architecture, measured, demands: serviceDemands(architecture, measured) }
  })
  return {
    demands: own.flatMap(({ demands }) => demands),
    predictions: own.flatMap(({ architecture, measured, demands }) =>
      measured.flatMap((cell) => predictionOf(architecture, cell, { demands, cohort })),
    ),
  }
}

function measuredUnder(
  workload: Workload,
  { observations, bounds }: { readonly observations: readonly Observation[]; readonly bounds: Bounds },
): Measured {
  const loads = capacityLoads(observations.filter(({ trial }) => trial.workload.name === workload.name))
  const capacity = bounds.held ?? bounds.failed
  return {
    workload,
    bounds,
    below: capacity === undefined ? [] : everyObservedBelow(loads, capacity),
    quiet: quietBelow(loads, capacity),
  }
}

function predictionOf(
  { name }: Architecture,
  { workload, bounds, below }: Measured,
  { demands, cohort }: { readonly demands: readonly ServiceDemand[]; readonly cohort: CohortRecord },
): readonly LawPrediction[] {
  if (bounds.held === undefined && bounds.failed === undefined) return []
  const first = firstUsedUp(demands, workload)
  const calibrated = cohort.sizing.predicted[name]?.[workload.name]
  return [
    {
      architecture: name,
      workload: workload.name,
      measured: bounds,
      ...(first !== undefined && {
        fromDemands: {
          ...first,
          lowerBound: below.some((observed) => usesAll(observed, first.by)),
          deviation: deviationFrom(first.rate, bounds),
        },
      }),
      ...(calibrated !== undefined && {
        beforehand: { rate: calibrated, deviation: deviationFrom(calibrated, bounds) },
      }),
    },
  ]
}

/** The bottleneck law: the least of size / demand. What is used up at any rate has no demand that could be told. */
function firstUsedUp(
  demands: readonly ServiceDemand[],
  workload: Workload,
): { readonly rate: number; readonly by: ServiceDemand['component'] } | undefined {
  return demands
    .flatMap((demand) => {
      const ms = demandUnder(demand, workload)
      if (demand.cores === undefined || demand.alwaysBusy || ms === undefined || ms <= 0) return []
      return [{ rate: (demand.cores * 1000) / ms, by: demand.component }]
    })
    .toSorted((a, b) => a.rate - b.rate)[0]
}

function usesAll({ view }: Observed, component: ServiceDemand['component']): boolean {
  return (cpuUse(view, component)?.share ?? 0) >= allOfIt
}

function deviationFrom(rate: number, { held, failed }: Bounds): Bounds {
  return {
    ...(held !== undefined && { held: held / rate - 1 }),
    ...(failed !== undefined && { failed: failed / rate - 1 }),
  }
}

function boundsUnder(
  { name }: Workload,
  architecture: Architecture,
  workloads: readonly WorkloadFindings[],
): Bounds {
  const { cells = [] } = workloads.find(({ workload }) => workload === name) ?? {}
  return boundsOf(cells.find((cell) => cell.architecture === architecture.name)?.capacity)
}
