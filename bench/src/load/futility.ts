import type { LoadSettings } from '../../k6/load.ts'
import type { Breach } from '../capacity/probe.ts'
import type { Slo } from '../plan/slo.ts'
import type { Endpoint } from '../plan/workload.ts'
import { failed, type Sample } from './sample.ts'

export interface FutilityOptions {
  readonly slo: Slo
  readonly settings: LoadSettings
  /** Requests that are due in the judged part of the plateau. */
  readonly planned: number
}

/**
 * Whether a plateau can still pass, asked with each sample of its judged part. Once more answers are too slow, or
 * more attempts failed, than the SLO allows of all that are planned, whatever follows cannot save it: to go on
 * would only cost time and leave a longer queue.
 */
export function createFutilityRule({
  slo,
  settings,
  planned,
}: FutilityOptions): (sample: Sample) => Breach | undefined {
  const { percentile, limitMs } = slo.latency
  const slow = new Map<Endpoint, number>()
  const failures = new Map<Endpoint, number>()
  const plannedOf = share(settings)
  return (sample) => {
    const { endpoint, latencyMs } = sample
    const attempts = plannedOf(endpoint) * planned
    if (failed(sample)) {
      const count = increase(failures, endpoint)
      const observed = count / attempts
      return observed > slo.failureRate
        ? { kind: 'failures', endpoint, observed, limit: slo.failureRate }
        : undefined
    }
    if (latencyMs < limitMs || increase(slow, endpoint) <= (1 - percentile / 100) * attempts) return undefined
    return { kind: 'latency', endpoint, percentile, observedMs: latencyMs, limitMs }
  }
}

function share({ mix }: LoadSettings): (endpoint: Endpoint) => number {
  const total = mix.write + mix.latest + mix.fleet
  return (endpoint) => mix[endpoint] / total
}

function increase(counts: Map<Endpoint, number>, endpoint: Endpoint): number {
  const count = (counts.get(endpoint) ?? 0) + 1
  counts.set(endpoint, count)
  return count
}
