import type { Config } from '../config.ts'
import { createMetrics, type Metrics } from '../metrics.ts'
import { type Database, openDatabase } from '../stores/postgres/database.ts'
import type { Tracing } from '../tracing/tracing.ts'

/** What parts are composed with. */
export interface ComposeOptions {
  /** What a process opens, and closes in reverse. */
  readonly stack: AsyncDisposableStack
  readonly tracing: Tracing
}

/** What every part may use. */
export interface Opened extends ComposeOptions {
  readonly config: Config
  readonly database: Database
  readonly metrics: Metrics
}

/** Counts may work for seconds: they have connections of their own, and wait for one another only. */
const maxCounts = 2

/** Opens what every architecture has. */
export function openShared(config: Config, { stack, tracing }: ComposeOptions): Opened {
  const metrics = createMetrics(config.architecture.name)
  const options = { url: config.databaseUrl, poolSize: config.poolSize }
  const database = stack.use(openDatabase({ ...options, onStatement: metrics.database.statement }))
  metrics.database.watchPool(database)
  return { config, database: tracing.database(database), metrics, stack, tracing }
}

/** Connections for counts of stored events. */
export function openCounting({ config, metrics, stack, tracing }: Opened): Database {
  const options = { url: config.databaseUrl, poolSize: maxCounts }
  return tracing.database(stack.use(openDatabase({ ...options, onStatement: metrics.database.statement })))
}
