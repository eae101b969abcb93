import type { ComponentKind } from '@telemark/architecture'
import type { Bounds } from '../../capacity/capacity.ts'
import type { Endpoint } from '../../plan/workload.ts'

/**
 * Operational laws (Denning & Buzen, "The Operational Analysis of Queueing Network Models", ACM Computing Surveys 10(3), 1978): the
 * service demand of a component is its busy time by the requests answered meanwhile, D = U / X, and no rate is possible beyond what the
 * component with the greatest demand for its size can do, X <= size / D.
 */
export interface OperationalLaws {
  readonly demands: readonly ServiceDemand[]
  /** One for each cell that was measured. */
  readonly predictions: readonly LawPrediction[]
}

/** CPU that a request of each endpoint takes of a component, from all workloads together. */
export interface ServiceDemand {
  readonly architecture: string
  readonly component: ComponentKind
  /** Milliseconds of CPU a request. */
  readonly cpuMs: Partial<Record<Endpoint, number>>
  /** Cores that it may use, all tasks; absent where it has no envelope. */
  readonly cores?: number
  /** Loads below the capacity that it is fitted to. */
  readonly loads: number
  /** The largest share by which a load's CPU a request differs from what the demands say. */
  readonly misfit: number
  /** It uses up its CPU at half of a capacity too: what it uses says nothing of what it needs, and limits no prediction. */
  readonly alwaysBusy: boolean
}

/** The capacity of a cell as the laws have it, and as the calibration had it beforehand. */
export interface LawPrediction {
  readonly architecture: string
  readonly workload: string
  readonly measured: Bounds
  readonly fromDemands?: {
    /** Requests a second. */
    readonly rate: number
    readonly by: ComponentKind
    /** The CPU was used up already where the demands were measured: a request then costs what there is, and may cost less. */
    readonly lowerBound: boolean
    /** Each end of `measured` / `rate` - 1. */
    readonly deviation: Bounds
  }
  /** From the calibration, part of the sealed plan. */
  readonly beforehand?: { readonly rate: number; readonly deviation: Bounds }
}
