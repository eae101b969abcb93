import { Registry } from 'prom-client'
import manifest from '../package.json' with { type: 'json' }
import { type CacheMetrics, cacheMetrics } from './metrics/cache.ts'
import { type ConsumerMetrics, consumerMetrics } from './metrics/consumer.ts'
import { type DatabaseMetrics, databaseMetrics } from './metrics/database.ts'
import { expose } from './metrics/exposition.ts'
import { type HttpMetrics, httpMetrics } from './metrics/http.ts'
import { type PendingMetrics, pendingMetrics } from './metrics/pending.ts'
import { processMetrics } from './metrics/process.ts'
import { type SendMetrics, sendMetrics } from './metrics/send.ts'
import { type StoreMetrics, storeMetrics } from './metrics/store.ts'

/** The Prometheus metrics of a task, each defined in `metrics/catalogue.ts`; a part's are there once it is watched. */
export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  readonly http: HttpMetrics
  readonly database: DatabaseMetrics
  readonly store: StoreMetrics
  readonly pending: PendingMetrics
  readonly send: SendMetrics
  readonly cache: CacheMetrics
  readonly consumer: ConsumerMetrics
}

/** A registry of this process, which runs `architecture`. */
export function createMetrics(architecture: string): Metrics {
  const registry = new Registry()
  const info = [{ labels: { architecture, version: manifest.version }, value: 1 }]
  expose(registry, 'telemark_info', () => info)
  processMetrics(registry)
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    http: httpMetrics(registry),
    database: databaseMetrics(registry),
    store: storeMetrics(registry),
    pending: pendingMetrics(registry),
    send: sendMetrics(registry),
    cache: cacheMetrics(registry),
    consumer: consumerMetrics(registry),
  }
}
