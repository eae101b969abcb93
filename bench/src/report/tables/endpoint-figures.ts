import type { Operation } from '../../analysis/findings.ts'
import { sayEndpoint } from '../../load/say-breach.ts'
import type { Endpoint } from '../../plan/workload.ts'
import type { LatencySummary } from '../../record/record.ts'
import { ms } from '../figures.ts'

type Percentile = 'p50Ms' | 'p95Ms' | 'p99Ms'

/** One percentile of each endpoint, e.g. `POST 210 ms, GET 96 ms`; `-` where nothing succeeded. */
export function latencies(
  operation: Pick<Operation, 'endpoints'> | undefined,
  percentile: Percentile,
): string {
  const parts = (operation?.endpoints ?? []).flatMap(({ endpoint, latency }) =>
    part(endpoint, latency, percentile),
  )
  return parts.length === 0 ? '-' : parts.join(', ')
}

function part(
  endpoint: Endpoint,
  latency: LatencySummary | undefined,
  percentile: Percentile,
): readonly string[] {
  return latency === undefined ? [] : [`${sayEndpoint(endpoint)} ${ms(latency[percentile])}`]
}
