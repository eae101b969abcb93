import { type Bounds, boundsOf } from '../../capacity/capacity.ts'
import { capacityOf } from '../../capacity/capacity-of.ts'
import type { Probe, ProbeResult } from '../../capacity/probe.ts'
import type { MeasuredCell, MeasuredLoad, RatePoint } from './measured.ts'

/** Two seconds in a row, as the ramp itself is judged. */
const breachingSeconds = 2

/**
 * What `cell` holds with latencies below `limitMs`: its loads are judged again by that limit. A load was ended when it broke `runLimitMs`, so beyond
 * that limit nothing was measured, and the capacity of the run is all that is known.
 */
export function capacityWithin(cell: MeasuredCell, limitMs: number, runLimitMs: number): Bounds {
  if (limitMs >= runLimitMs) return boundsOf(cell.capacity)
  const probes = cell.loads.flatMap((load) => probesWithin(load, limitMs))
  return probes.length === 0 ? {} : boundsOf(capacityOf(probes))
}

function probesWithin({ kind, result, points }: MeasuredLoad, limitMs: number): readonly Probe[] {
  if (kind === 'ramp' || kind === 'stress') return rampWithin(points, result, limitMs)
  return points.map((point) => ({ kind, rate: point.rate, result: judged(point, result, limitMs) }))
}

function judged(point: RatePoint, result: ProbeResult, limitMs: number): ProbeResult {
  if (result.kind !== 'pass' || isWithin(point, limitMs)) return result
  return { kind: 'fail', breach: breachOf(point, limitMs) }
}

/** The second before the first two in a row that are too slow, and the first of those. */
function rampWithin(points: readonly RatePoint[], result: ProbeResult, limitMs: number): readonly Probe[] {
  if (result.kind === 'invalid') return []
  const broke = points.findIndex((_, index) =>
    Array.from({ length: breachingSeconds }, (_, next) => points[index + next]).every(
      (point) => point !== undefined && !isWithin(point, limitMs),
    ),
  )
  const held = points[broke < 0 ? points.length - 1 : broke - 1]
  const failed = broke < 0 ? undefined : points[broke]
  return [
    ...(held === undefined ? [] : [{ kind: 'ramp', rate: held.rate, result: { kind: 'pass' } } as const]),
    ...(failed === undefined
      ? []
      : [
          {
            kind: 'ramp',
            rate: failed.rate,
            result: { kind: 'fail', breach: breachOf(failed, limitMs) },
          } as const,
        ]),
  ]
}

function isWithin({ latencyMs }: RatePoint, limitMs: number): boolean {
  return latencyMs !== undefined && latencyMs < limitMs
}

function breachOf({ latencyMs = Number.POSITIVE_INFINITY }: RatePoint, limitMs: number) {
  return { kind: 'latency', endpoint: 'write', percentile: 99, observedMs: latencyMs, limitMs } as const
}
