import type { Endpoint } from '../plan/workload.ts'
import type { EndpointSummary, LatencySummary } from '../record/record.ts'
import { percentile } from './percentile.ts'
import { failed, type Sample, timeoutCode } from './sample.ts'

/** One summary an endpoint, in the order given; also of an endpoint that has no sample. Given `slowFromMs`, answers that took so long are counted. */
export function summarise(
  samples: readonly Sample[],
  endpoints: readonly Endpoint[],
  slowFromMs?: number,
): readonly EndpointSummary[] {
  const groups = Map.groupBy(samples, ({ endpoint }) => endpoint)
  return endpoints.map((endpoint) => ({
    ...summariseEndpoint(endpoint, groups.get(endpoint) ?? []),
    ...(slowFromMs !== undefined && { slow: slowOf(groups.get(endpoint) ?? [], slowFromMs) }),
  }))
}

function slowOf(samples: readonly Sample[], fromMs: number): number {
  return samples.filter((sample) => !failed(sample) && sample.latencyMs >= fromMs).length
}

function summariseEndpoint(endpoint: Endpoint, samples: readonly Sample[]): EndpointSummary {
  const succeeded = samples.filter((sample) => !failed(sample))
  const statuses: Record<string, number> = {}
  for (const { status } of samples) statuses[status] = (statuses[status] ?? 0) + 1
  return {
    endpoint,
    attempts: samples.length,
    failures: samples.length - succeeded.length,
    timeouts: samples.filter(({ errorCode }) => errorCode === timeoutCode).length,
    statuses,
    ...(succeeded.length > 0 && { latency: latencyOf(succeeded) }),
  }
}

function latencyOf(samples: readonly Sample[]): LatencySummary {
  const sorted = Float64Array.from(samples, ({ latencyMs }) => latencyMs).sort()
  return {
    p50Ms: percentile(sorted, 50),
    p95Ms: percentile(sorted, 95),
    p99Ms: percentile(sorted, 99),
    p999Ms: percentile(sorted, 99.9),
    maxMs: percentile(sorted, 100),
  }
}
