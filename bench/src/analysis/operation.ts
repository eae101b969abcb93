import type { Endpoint } from '../plan/workload.ts'
import { endpoints } from '../plan/workload.ts'
import type { EndpointSummary, LatencySummary, LoadRecord, Window } from '../record/record.ts'
import type { Operation } from './findings.ts'
import { median } from './median.ts'

/** What came back in the judged interval of `load`. */
export function operationOf(load: LoadRecord): Operation {
  return {
    source: sourceOf(load.kind),
    rate: load.rate,
    endpoints: load.endpoints,
    ...totals(load.endpoints),
  }
}

function sourceOf(kind: LoadRecord['kind']): Operation['source'] {
  switch (kind) {
    case 'stress':
      return 'ramp'
    case 'soak':
      return 'confirmation'
    default:
      return kind
  }
}

/**
 * What came back in some seconds of a ramp. Attempts are added up; percentiles cannot be, so the
 * latencies are the median of those of the single seconds (`source` says so).
 */
export function operationOfWindows(windows: readonly Window[]): Operation {
  const summaries = endpoints.flatMap((endpoint) => merged(endpoint, windows) ?? [])
  return {
    source: 'rampWindows',
    rate: median(windows.map(({ offeredRate }) => offeredRate)) ?? 0,
    endpoints: summaries,
    ...totals(summaries),
  }
}

function totals(summaries: readonly EndpointSummary[]) {
  return {
    attempts: sum(summaries, ({ attempts }) => attempts),
    failures: sum(summaries, ({ failures }) => failures),
    timeouts: sum(summaries, ({ timeouts }) => timeouts),
    statuses: addedStatuses(summaries),
  }
}

function merged(endpoint: Endpoint, windows: readonly Window[]): EndpointSummary | undefined {
  const parts = windows.flatMap((window) =>
    window.endpoints.filter((summary) => summary.endpoint === endpoint),
  )
  if (parts.length === 0) return undefined
  const latency = medianLatency(parts.flatMap((part) => part.latency ?? []))
  return { endpoint, ...totals(parts), ...(latency !== undefined && { latency }) }
}

function medianLatency(latencies: readonly LatencySummary[]): LatencySummary | undefined {
  if (latencies.length === 0) return undefined
  const of = (pick: (latency: LatencySummary) => number) => median(latencies.map(pick)) ?? 0
  return {
    p50Ms: of(({ p50Ms }) => p50Ms),
    p95Ms: of(({ p95Ms }) => p95Ms),
    p99Ms: of(({ p99Ms }) => p99Ms),
    p999Ms: of(({ p999Ms }) => p999Ms),
    maxMs: Math.max(...latencies.map(({ maxMs }) => maxMs)),
  }
}

function addedStatuses(summaries: readonly EndpointSummary[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const [status, count] of summaries.flatMap(({ statuses }) => Object.entries(statuses)))
    counts[status] = (counts[status] ?? 0) + count
  return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => Number(a) - Number(b)))
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0)
}
