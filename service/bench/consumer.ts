/**
 * How fast the consumer stores a backlog, beside a bare loop of the same statement on the same server: five pairs, in turns.
 * Each run leaves a record in `results/bench-service/`.
 *
 *     node service/bench/consumer.ts
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ensureTools, openRun, startKafka, startPostgres, startRedis } from '@telemark/local'
import { type Config, readConfig } from '../src/config.ts'
import { maxBatch } from '../src/ingest/consume.ts'
import { migrate } from '../src/maintenance/migrate.ts'
import { encodeEvent } from '../src/stores/kafka/message.ts'
import { openProducer } from '../src/stores/kafka/producer.ts'
import { type Database, openDatabase } from '../src/stores/postgres/database.ts'
import { postgresStore } from '../src/stores/postgres/store-events.ts'
import type { TelemetryEvent } from '../src/telemetry/event.ts'
import { uuidV7 } from '../src/telemetry/uuid.ts'
import { outcomeOf, type Pair, sayOutcome, sayPair } from './outcome.ts'
import { registerFleet } from './register-fleet.ts'
import { startRun, writeRun } from './write-run.ts'

const pairs = 5
const eventCount = 400_000
const required = 0.8
const results = join(import.meta.dirname, '../../results/bench-service')

const start = await startRun()
await using run = await openRun()
const tools = await ensureTools(['postgres', 'redisServer', 'kafka'], console.log)
await using postgres = await startPostgres({ run, tools })
await using redis = await startRedis({ run, tools })
await using kafka = await startKafka({ run, tools })
const environment = {
  TELEMARK_ARCHITECTURE: 'kafka',
  TELEMARK_PORT: '18080',
  TELEMARK_DATABASE_URL: postgres.url,
  TELEMARK_REDIS_URL: redis.url,
  TELEMARK_KAFKA_BROKERS: kafka.brokers,
  TELEMARK_OPERATOR_KEY: 'operator'.repeat(4),
}
const config = readConfig(environment)
await migrate(config)
await using database = openDatabase({ url: postgres.url, poolSize: 2 })
const fleet = await registerFleet(database, 1000)

function newEvents(): TelemetryEvent[] {
  const eventTime = Date.now()
  return Array.from({ length: eventCount }, (_, index) => ({
    ...(fleet[index % fleet.length] as (typeof fleet)[number]),
    eventTime: eventTime + Math.floor(index / fleet.length),
    eventId: uuidV7(eventTime),
    measurements: '{"temperature":21.5,"humidity":40.2,"battery":3.7,"online":true,"mode":"eco"}',
  }))
}

/** Rows a second between the first statement and the last, by PostgreSQL's clock. */
async function storedPerSecond(work: () => Promise<void>): Promise<number> {
  await database.exclusively((connection) =>
    connection.script('TRUNCATE telemetry_event, telemetry_latest; CHECKPOINT'),
  )
  await work()
  const text = `SELECT count(*) FILTER (WHERE received_at > first) / extract(epoch FROM max(received_at) - min(first))
    FROM telemetry_event, (SELECT min(received_at) AS first FROM telemetry_event) AS start`
  return Number((await database.query({ name: '', text }, []))[0]?.[0])
}

async function bareLoop(target: Database): Promise<void> {
  const store = postgresStore(target)
  const events = newEvents()
  for (let at = 0; at < events.length; at += maxBatch) await store(events.slice(at, at + maxBatch))
}

/** As it runs: a process of its own. Counting costs PostgreSQL something too, so it is done rarely. */
async function consumer(): Promise<void> {
  await enqueue(config)
  const main = join(import.meta.dirname, '../src/main.ts')
  const task = spawn(process.execPath, [main, 'consumer'], {
    env: { ...process.env, ...environment },
    stdio: 'inherit',
  })
  while ((await storedCount()) < eventCount) await delay(500)
  task.kill('SIGTERM')
  await once(task, 'exit')
}

async function enqueue({ kafkaBrokers: brokers, kafkaTopic: topic }: Config): Promise<void> {
  await using producer = openProducer({ brokers, topic })
  const messages = newEvents().map((event) => ({ topic, key: event.deviceId, value: encodeEvent(event) }))
  for (let at = 0; at < messages.length; at += 1000) await producer.send(messages.slice(at, at + 1000))
}

async function storedCount(): Promise<number> {
  const [row] = await database.query({ name: '', text: 'SELECT count(*)::int FROM telemetry_event' }, [])
  return Number(row?.[0])
}

const measured: Pair[] = []
for (let pair = 1; pair <= pairs; pair += 1) {
  const found = {
    bareLoop: await storedPerSecond(() => bareLoop(database)),
    consumer: await storedPerSecond(consumer),
  }
  measured.push(found)
  console.log(`pair ${pair} of ${pairs}: ${sayPair(found)}`)
}
const outcome = outcomeOf(measured, required)
console.log(sayOutcome(outcome)) // before the record: a full disk must not hide it
const versions = {
  PostgreSQL: tools.postgres.version,
  Redis: tools.redisServer.version,
  Kafka: tools.kafka.version,
}
const settings = { eventsAPair: eventCount, eventsAStatement: maxBatch }
const figures = { versions, settings, eventsPerSecond: measured, outcome }
console.log(`      every pair: ${await writeRun(start, { folder: results, name: 'consumer', figures })}`)
process.exitCode = outcome.holds ? 0 : 1
