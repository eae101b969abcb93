import type { Breach } from '../capacity/probe.ts'
import type { Slo } from '../plan/slo.ts'
import type { EndpointSummary } from '../record/record.ts'

/** The first limit on failures or latency that does not hold; each endpoint is judged on its own. */
export function breachOf(summaries: readonly EndpointSummary[], slo: Slo): Breach | undefined {
  if (summaries.every(({ attempts }) => attempts === 0)) return { kind: 'silence' }
  for (const summary of summaries) {
    const breach = failuresBreach(summary, slo) ?? latencyBreach(summary, slo)
    if (breach !== undefined) return breach
  }
  return undefined
}

function failuresBreach({ endpoint, attempts, failures }: EndpointSummary, slo: Slo): Breach | undefined {
  const observed = failures / Math.max(1, attempts)
  return observed >= slo.failureRate
    ? { kind: 'failures', endpoint, observed, limit: slo.failureRate }
    : undefined
}

function latencyBreach({ endpoint, latency }: EndpointSummary, slo: Slo): Breach | undefined {
  const { percentile, limitMs } = slo.latency
  const observedMs = percentile === 99 ? latency?.p99Ms : latency?.p95Ms
  if (observedMs === undefined || observedMs < limitMs) return undefined
  return { kind: 'latency', endpoint, percentile, observedMs, limitMs }
}
