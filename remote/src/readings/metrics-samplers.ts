import type { MetricName } from '@telemark/deployment'
import { parsePrometheus, type Sampler } from '@telemark/local'
import type { Processes } from './processes.ts'
import type { Scrape } from './scraper.ts'

type Component = 'api' | 'postgres' | 'redis' | 'kafka'

/** What `/metrics` says of each component, as far as a task of the API knows it: metric by the name it has there. */
const told: Readonly<Record<Component, Readonly<Record<string, MetricName>>>> = {
  api: {
    process_cpu_seconds_total: 'cpuSeconds',
    process_resident_memory_bytes: 'memoryBytes',
    telemark_event_loop_delay_p99_seconds: 'eventLoopDelayP99Seconds',
    telemark_pool_waiting_requests: 'poolWaiting',
    telemark_pending_events: 'queuedRequests',
    http_requests_in_flight: 'sessions',
  },
  postgres: {
    telemark_pool_connections: 'connections',
    'telemark_pool_connections{state="busy"}': 'activeConnections',
  },
  redis: {
    'telemark_cache_reads_total{use="hit"}': 'keyspaceHits',
    'telemark_cache_reads_total{use="miss"}': 'keyspaceMisses',
  },
  kafka: { telemark_kafka_send_batch_events_sum: 'eventsEnqueued' },
}

/** Readings of each component from `/metrics`; none of what the page does not have, or of a process that cannot be told from another. */
export function metricsSamplers(scrape: Scrape, processes: Processes): readonly Sampler[] {
  return Object.entries(told).map(([component, names]) => ({
    component: component as Component,
    sample: async (signal) => {
      const page = await scrape(signal)
      const task = page === undefined ? undefined : processes.numberOf(page)
      if (page === undefined || task === undefined) return []
      const values = valuesOf(page, names)
      return Object.keys(values).length === 0 ? [] : [{ task, values }]
    },
  }))
}

function valuesOf(
  page: string,
  names: Readonly<Record<string, MetricName>>,
): Readonly<Partial<Record<MetricName, number>>> {
  const found = parsePrometheus(page, Object.keys(names))
  return Object.fromEntries(
    [...found].flatMap(([name, value]) => (names[name] ? [[names[name], value]] : [])),
  )
}
