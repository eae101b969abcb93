import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { singleFlight } from './single-flight.ts'
import type { CacheUse } from './telemetry/ports.ts'

/** How often the event loop is looked at. Each look wakes the process: at 20 ms that was some 8 % of a task at a tenth of a core. */
const resolutionMs = 100
/** prom-client has such a look of its own, which cannot be left out. */
const seldomMs = 1000

/** A number that is read when it is asked for. */
type Source = () => number | Promise<number>

/** How far the consumer is behind. */
export interface Lag {
  readonly events: number
  readonly seconds: number
}

/** Every Prometheus metric of the service, named once. */
export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  /** Counts answers by route and status code. Call it before the routes are added. */
  countAnswers(app: FastifyInstance): void
  cacheRead(use: CacheUse): void
  consumed(stored: number, setAside: number): void
  watchPool(waiting: Source): void
  watchPending(events: Source): void
  watchLag(read: () => Promise<Lag>): void
}

/** A registry of this process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'telemark_', eventLoopMonitoringPrecision: seldomMs })
  watchEventLoop(registry)
  const answers = counter(registry, 'telemark_http_answers_total', 'Answers by route and status code', [
    'route',
    'status',
  ])
  const cache = counter(registry, 'telemark_cache_reads_total', 'Reads of latest by what the cache did', [
    'use',
  ])
  const consumed = counter(registry, 'telemark_consumed_events_total', 'Events taken from Kafka', ['outcome'])

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    countAnswers: (app) => countAnswers(app, answers),
    cacheRead: (use) => use !== undefined && cache.inc({ use }),
    consumed(stored, setAside) {
      consumed.inc({ outcome: 'stored' }, stored)
      consumed.inc({ outcome: 'dead_letter' }, setAside)
    },
    watchPool: (waiting) =>
      gauge(registry, 'telemark_pool_waiting_requests', 'Callers that wait for a connection', waiting),
    watchPending: (events) =>
      gauge(
        registry,
        'telemark_pending_events',
        'Events that wait for a batch or are on their way in one',
        events,
      ),
    watchLag: (read) => watchLag(registry, read),
  }
}

function counter(register: Registry, name: string, help: string, labelNames: readonly string[]): Counter {
  return new Counter({ name, help, labelNames: [...labelNames], registers: [register] })
}

function gauge(register: Registry, name: string, help: string, source: Source): void {
  new Gauge({
    name,
    help,
    registers: [register],
    async collect() {
      this.set(await source())
    },
  })
}

/** Both figures come from one reading. */
function watchLag(register: Registry, read: () => Promise<Lag>): void {
  const oneFlight = singleFlight<Lag>()
  const unknown = { events: Number.NaN, seconds: Number.NaN }
  const lag = () => oneFlight('lag', () => read().catch(() => unknown))
  gauge(
    register,
    'telemark_consumer_lag_events',
    'Events enqueued and not stored yet',
    async () => (await lag()).events,
  )
  gauge(
    register,
    'telemark_consumer_lag_seconds',
    'Age of the oldest of them',
    async () => (await lag()).seconds,
  )
}

/** Since the last scrape: a figure since the start would hide what happens now. Each look is measured from the one before. */
function watchEventLoop(register: Registry): void {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  gauge(
    register,
    'telemark_event_loop_delay_p99_seconds',
    'p99 of the event loop delay since the last scrape',
    () => {
      const seconds = Math.max(0, delay.percentile(99) / 1e9 - resolutionMs / 1000)
      delay.reset()
      return seconds
    },
  )
}

/** Counted in a plain map a route, and handed to the metric when it is asked for: this is on the path of every request. */
function countAnswers(app: FastifyInstance, metric: Counter): void {
  const routes: { readonly route: string; readonly statuses: Map<number, number> }[] = []
  app.addHook('onRoute', (options) => {
    const statuses = new Map<number, number>()
    routes.push({ route: `${[options.method].flat().join(',')} ${options.url}`, statuses })
    options.onResponse = (_request, reply, done) => {
      statuses.set(reply.statusCode, (statuses.get(reply.statusCode) ?? 0) + 1)
      done()
    }
  })
  const collect = metric as unknown as { collect: () => void }
  collect.collect = () => {
    metric.reset()
    for (const { route, statuses } of routes) {
      for (const [status, count] of statuses) metric.inc({ route, status }, count)
    }
  }
}
