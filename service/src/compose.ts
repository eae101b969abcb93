import { acknowledgement, type IngestPath, type ReadPath } from '@telemark/architecture'
import type { Config } from './config.ts'
import type { Api } from './http/api.ts'
import { deviceLimits } from './http/device-limits.ts'
import type { Dependency } from './http/operations/dependency.ts'
import { bisect } from './ingest/bisect.ts'
import { coalesce } from './ingest/coalesce.ts'
import type { ConsumeParts } from './ingest/consume.ts'
import { discard } from './ingest/discard.ts'
import { notify, notifyBehind } from './ingest/notify.ts'
import { trackProgress } from './ingest/track-progress.ts'
import { liveEvents } from './live/live-events.ts'
import { log } from './log/log.ts'
import { dayMs } from './maintenance/partitions.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { noPipeline, type Pipeline } from './pipeline/ports.ts'
import { cacheStored } from './read/cache-stored.ts'
import { readCached } from './read/cached.ts'
import { readConstant } from './read/constant.ts'
import { readFromDatabase } from './read/database.ts'
import { authenticator } from './registry/authenticator.ts'
import { deviceCache } from './registry/device-cache.ts'
import { deadLetters } from './stores/kafka/dead-letters.ts'
import { type GroupOptions, joinGroup } from './stores/kafka/event-consumer.ts'
import { kafkaPipeline } from './stores/kafka/kafka-pipeline.ts'
import { lagReader } from './stores/kafka/lag.ts'
import { openProducer, produce } from './stores/kafka/producer.ts'
import { arrivalsReader } from './stores/postgres/arrivals-reader.ts'
import { type Database, openDatabase } from './stores/postgres/database.ts'
import { countEvents } from './stores/postgres/event-counter.ts'
import { eventReader } from './stores/postgres/event-reader.ts'
import { latestReader } from './stores/postgres/latest-reader.ts'
import { postgresRegistry } from './stores/postgres/registry.ts'
import { serverVersion } from './stores/postgres/server-version.ts'
import { postgresStore } from './stores/postgres/store-events.ts'
import { openLatestCache } from './stores/redis/latest-cache.ts'
import type { Accept } from './telemetry/outcome.ts'
import type { ForgetLatest, OnStored, ReadLatest } from './telemetry/ports.ts'
import type { Tracing } from './tracing/tracing.ts'

/** Larger batches cost less CPU a write. Chosen from one noisy run at 0.25 core: 5 ms gave 95 us, none 104 us, 10 ms 119 us. */
const sendIntervalMs = 5
/** Overload is told within a second: of it, events may wait so long before they are on their way. */
const queueWaitMs = 700
/** Of the events: they may work for seconds, so they have connections of their own, and wait for one another only. */
const maxCounts = 2
/** Shorter than a client waits for an answer. */
const deliveryTimeoutMs = 5000

/** Longer than PostgreSQL may work on a statement: its own word comes first. */
const storeTimeoutMs = 7000

const tellNobody: OnStored = () => async () => undefined

/** The two ends of latest: who is told what was stored, and who is asked. */
interface ReadParts {
  readonly read: ReadLatest
  readonly onStored: OnStored
  readonly forget: ForgetLatest
  readonly dependencies: readonly Dependency[]
}

interface IngestParts {
  readonly accept: Accept
  readonly pipeline: Pipeline
  readonly dependencies: readonly Dependency[]
}

interface ConsumerTask {
  readonly parts: ConsumeParts
  readonly dependencies: readonly Dependency[]
  readonly metrics: Metrics
}

interface ComposeOptions {
  /** What a process opens, and closes in reverse. */
  readonly stack: AsyncDisposableStack
  readonly tracing: Tracing
}

interface Opened extends ComposeOptions {
  readonly config: Config
  readonly database: Database
  readonly metrics: Metrics
}

/** The parts that an architecture's API tasks are made of. */
export function composeApi(config: Config, options: ComposeOptions): Api {
  const opened = openWith(config, options)
  const { database, metrics } = opened
  const counting = countingDatabase(opened)
  const registry = postgresRegistry(database)
  const devices = deviceCache(registry)
  const reading = readParts(config.architecture.read, opened)
  const ingest = ingestParts(config.architecture.ingest, opened, reading.onStored)
  return {
    architecture: config.architecture,
    acknowledgement: acknowledgement(config.architecture),
    accept: ingest.accept,
    pipeline: ingest.pipeline,
    read: reading.read,
    live: options.stack.use(liveEvents(arrivalsReader(database), reportPolling)),
    forgetLatest: reading.forget,
    events: eventReader(database, counting),
    countEvents: () => countEvents(counting),
    registry,
    devices,
    authenticator: authenticator(devices, config.operatorKey),
    limits: deviceLimits(config.rateLimit),
    retentionMs: config.retentionDays * dayMs,
    dependencies: [postgres(database), ...reading.dependencies, ...ingest.dependencies],
    metrics,
  }
}

/** The parts of a consumer task: the same store as a direct write's, fed from the topic. */
export function composeConsumer(config: Config, options: ComposeOptions): ConsumerTask {
  const opened = openWith(config, options)
  const { database, metrics, stack, tracing } = opened
  const kafka = kafkaOptions(config)
  const reading = readParts(config.architecture.read, opened)
  const producer = stack.use(openProducer(kafka))
  const lag = stack.use(lagReader(kafka))
  const progress = trackProgress(metrics.consumer.consumed)
  const stored = notifyBehind(metrics.store(postgresStore(database)), reading.onStored)
  metrics.consumer.watch(async () => {
    const events = await lag.events()
    return { events, seconds: progress.lagSeconds(events) }
  })
  return {
    parts: {
      join: tracing.consume(() => joinGroup(kafka)),
      store: tracing.batch({ name: 'process telemetry', kind: 'consumer' }, bisect(stored.store)),
      told: stored.told,
      setAside: deadLetters(producer, kafka.topic),
      progress,
      log: (line) => log.warn(line),
    },
    dependencies: [
      postgres(database),
      ...reading.dependencies,
      { name: 'kafka', ping: async () => progress.assertAssigned() },
    ],
    metrics,
  }
}

function openWith(config: Config, { stack, tracing }: ComposeOptions): Opened {
  const metrics = createMetrics(config.architecture.name)
  const options = { url: config.databaseUrl, poolSize: config.poolSize }
  const database = stack.use(openDatabase({ ...options, onStatement: metrics.database.statement }))
  metrics.database.watchPool(database)
  return { config, database: tracing.database(database), metrics, stack, tracing }
}

function countingDatabase({ config, metrics, stack, tracing }: Opened): Database {
  const onStatement = metrics.database.statement
  return tracing.database(
    stack.use(openDatabase({ url: config.databaseUrl, poolSize: maxCounts, onStatement })),
  )
}

/** store = bisect(notify(PostgreSQL, whoever reads)). */
function store({ database, metrics }: Opened, onStored: OnStored): Accept {
  return bisect(notify(metrics.store(postgresStore(database)), onStored))
}

function ingestParts(path: IngestPath, opened: Opened, onStored: OnStored): IngestParts {
  switch (path.kind) {
    case 'direct':
      return { accept: store(opened, onStored), pipeline: noPipeline, dependencies: [] }
    case 'batched':
      return batchedParts(store(opened, onStored), opened)
    case 'queued':
      return queuedParts(opened)
    case 'discard':
      return { accept: discard, pipeline: noPipeline, dependencies: [] }
  }
}

/** Group commit: what arrives while one statement is on its way is stored by the next one, and answered after its COMMIT. */
function batchedParts(accept: Accept, { metrics, stack, tracing }: Opened): IngestParts {
  const limits = {
    name: 'PostgreSQL',
    maxPending: 10_000,
    maxBatch: 1000,
    minIntervalMs: 0,
    waitMs: queueWaitMs,
    timeoutMs: storeTimeoutMs,
  }
  const stored = tracing.batch({ name: 'store batch', kind: 'internal' }, accept)
  const coalesced = metrics.pending(stack.use(coalesce(stored, limits)))
  return { accept: tracing.request('store', coalesced), pipeline: noPipeline, dependencies: [] }
}

function queuedParts({ config, metrics, stack, tracing }: Opened): IngestParts {
  const kafka = kafkaOptions(config)
  const producer = stack.use(openProducer(kafka))
  const limits = {
    name: 'Kafka',
    maxPending: 10_000,
    maxBatch: 1000,
    minIntervalMs: sendIntervalMs,
    waitMs: queueWaitMs,
    timeoutMs: deliveryTimeoutMs,
  }
  const sent = metrics.send(
    tracing.batch(
      { name: 'send telemetry', kind: 'producer' },
      produce(producer, kafka.topic, tracing.headersOf),
    ),
  )
  const coalesced = metrics.pending(stack.use(coalesce(sent, limits)))
  // Letters have a producer of their own: a producer sends one batch at a time.
  const pipeline = stack.use(kafkaPipeline(kafka, stack.use(openProducer(kafka))))
  const dependencies: Dependency[] = [{ name: 'kafka', ping: producer.ping }]
  return { accept: tracing.request('enqueue', coalesced), pipeline, dependencies }
}

function readParts(path: ReadPath, { config, database, metrics, stack }: Opened): ReadParts {
  const reader = latestReader(database)
  const uncached = { onStored: tellNobody, forget: async () => undefined, dependencies: [] }
  switch (path.kind) {
    case 'database':
      return { read: readFromDatabase(reader), ...uncached }
    case 'cached': {
      const cache = stack.use(openLatestCache(config.redisUrl))
      metrics.cache.watchCircuit(cache)
      const dependencies: Dependency[] = [{ name: 'redis', ping: cache.ping, version: cache.version }]
      return {
        read: metrics.cache.watchReads(readCached(cache, reader)),
        onStored: cacheStored(cache, reader),
        forget: async (device, deviceId) => void (await cache.remove(device, deviceId)),
        dependencies,
      }
    }
    case 'constant':
      return { read: readConstant(), ...uncached }
  }
}

function reportPolling(error: unknown): void {
  log.warn({ err: error }, 'What has arrived cannot be read, will try again')
}

function postgres(database: Database): Dependency {
  return {
    name: 'postgres',
    ping: () => database.query({ name: 'ping', text: 'SELECT 1' }, []),
    version: () => serverVersion(database),
  }
}

function kafkaOptions({ kafkaBrokers, kafkaTopic, kafkaGroup }: Config): GroupOptions {
  return { brokers: kafkaBrokers, topic: kafkaTopic, group: kafkaGroup }
}
