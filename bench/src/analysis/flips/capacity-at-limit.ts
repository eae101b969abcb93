import type { Capacity } from '../../capacity/capacity.ts'
import { capacityOf } from '../../capacity/capacity-of.ts'
import type { Probe } from '../../capacity/probe.ts'
import { probesOf } from '../../capacity/probes-of.ts'
import type { Slo } from '../../plan/slo.ts'
import { probeSeconds, settleMs } from '../../plan/stages.ts'
import { type EndpointSummary, type LoadRecord, rises, type Window } from '../../record/record.ts'

/**
 * What the recorded loads say of the capacity under another latency limit; undefined where they say nothing. All other limits stay as they
 * were. Below the limit that was measured every load counts; above it only plateaus that were judged to their end: what was
 * stopped at the measured limit says nothing of a higher one.
 */
export function capacityAtLimit(
  loads: readonly LoadRecord[],
  slo: Pick<Slo, 'latency'>,
  limitMs: number,
): Capacity | undefined {
  const probes = loads.flatMap((load) => probesAt(load, slo, limitMs))
  return probes.some(({ result }) => result.kind !== 'invalid') ? capacityOf(probes) : undefined
}

function probesAt(load: LoadRecord, { latency }: Pick<Slo, 'latency'>, limitMs: number): readonly Probe[] {
  if (load.result.kind === 'invalid') return probesOf(load)
  if (rises(load.kind)) return rampProbes(load, latency, limitMs)
  const { kind, rate, result } = load
  const isWhole = load.judgedTo - load.judgedFrom >= probeSeconds.least * 1000 - 1
  if (result.kind === 'fail') {
    if (result.breach.kind !== 'latency' || limitMs <= latency.limitMs) return [{ kind, rate, result }]
    if (!isWhole) return []
  }
  return [{ kind, rate, result: judged(load.endpoints, latency, limitMs) }]
}

/** Of a ramp the first two seconds in a row that breach, as while it ran. */
function rampProbes(load: LoadRecord, latency: Slo['latency'], limitMs: number): readonly Probe[] {
  const own = probesOf(load)
  if (limitMs > latency.limitMs) return own.filter(({ result }) => result.kind === 'pass')
  const settledAt = (load.windows[0]?.at ?? 0) + settleMs
  const settled = load.windows.filter(({ at }) => at >= settledAt)
  const breaks = (window: Window | undefined) =>
    window !== undefined && judged(window.endpoints, latency, limitMs).kind === 'fail'
  const first = settled.findIndex((window, index) => breaks(window) && breaks(settled[index + 1]))
  const broken = settled[first]
  if (broken === undefined || broken.at >= load.judgedTo) return own
  const held = settled[first - 1]
  return [
    ...(held === undefined
      ? []
      : [{ kind: 'ramp', rate: held.offeredRate, result: { kind: 'pass' } } as const]),
    { kind: 'ramp', rate: broken.offeredRate, result: judged(broken.endpoints, latency, limitMs) },
  ]
}

function judged(
  summaries: readonly EndpointSummary[],
  { percentile }: Slo['latency'],
  limitMs: number,
): Probe['result'] {
  for (const { endpoint, latency } of summaries) {
    const observedMs = percentile === 95 ? latency?.p95Ms : latency?.p99Ms
    if (observedMs !== undefined && observedMs >= limitMs)
      return { kind: 'fail', breach: { kind: 'latency', endpoint, percentile, observedMs, limitMs } }
  }
  return { kind: 'pass' }
}
