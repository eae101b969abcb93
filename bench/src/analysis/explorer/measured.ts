import type { Capacity } from '../../capacity/capacity.ts'
import type { ProbeResult } from '../../capacity/probe.ts'
import type { LoadRecord } from '../../record/record.ts'
import { rises } from '../../record/record.ts'
import type { Observation } from '../observation.ts'
import { capacityLoads } from '../observation.ts'

/** What was measured of one architecture under one workload, as far as another limit of the latency can be judged by it. */
export interface MeasuredCell {
  readonly architecture: string
  readonly workload: string
  /** Of its requests, 0 to 1. */
  readonly writeShare: number
  /** At the SLO of the run. */
  readonly capacity?: Capacity
  /** In the order in which they ran. */
  readonly loads: readonly MeasuredLoad[]
}

export interface MeasuredLoad {
  readonly kind: LoadRecord['kind']
  readonly result: ProbeResult
  /** A plateau has one, a ramp one a second. */
  readonly points: readonly RatePoint[]
}

export interface RatePoint {
  /** Requests a second. */
  readonly rate: number
  /** The percentile of the SLO at the slowest endpoint; absent where nothing succeeded. */
  readonly latencyMs?: number
}

/** The loads of a cell in short. Those with a live autoscaler tell no capacity. */
export function measuredLoads(
  observations: readonly Observation[],
  percentile: 95 | 99,
): readonly MeasuredLoad[] {
  return capacityLoads(observations).map(({ load }) => ({
    kind: load.kind,
    result: load.result,
    points: rises(load.kind)
      ? load.windows.map(({ offeredRate, endpoints }) => pointOf(offeredRate, endpoints, percentile))
      : [pointOf(load.rate, load.endpoints, percentile)],
  }))
}

function pointOf(rate: number, endpoints: LoadRecord['endpoints'], percentile: 95 | 99): RatePoint {
  const values = endpoints.flatMap(({ latency }) =>
    latency === undefined ? [] : [percentile === 95 ? latency.p95Ms : latency.p99Ms],
  )
  return { rate, ...(values.length > 0 && { latencyMs: round(Math.max(...values)) }) }
}

function round(ms: number): number {
  return Number(ms.toFixed(2))
}
