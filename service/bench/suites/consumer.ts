import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ensureTools, openRun, startKafka, startPostgres, startRedis } from '@telemark/local'
import { type Config, readConfig } from '../../src/config.ts'
import { maxBatch } from '../../src/ingest/consume.ts'
import { migrate } from '../../src/maintenance/migrate.ts'
import { encodeEvent } from '../../src/stores/kafka/message.ts'
import { openProducer } from '../../src/stores/kafka/producer.ts'
import { type Database, openDatabase } from '../../src/stores/postgres/database.ts'
import { postgresStore } from '../../src/stores/postgres/store-events.ts'
import type { TelemetryEvent } from '../../src/telemetry/event.ts'
import { uuidV7 } from '../../src/telemetry/uuid.ts'
import { measurePairs } from '../measure-pairs.ts'
import { outcomeOf } from '../outcome.ts'
import type { Suite, SuiteOptions } from '../suite.ts'
import { registerFleet } from '../support/register-fleet.ts'

const eventCount = 400_000
const fleetSize = 1000

/** A consumer's process, and the stores that it works on. */
interface Bench {
  readonly environment: Readonly<Record<string, string>>
  readonly config: Config
  readonly database: Database
  readonly newEvents: () => TelemetryEvent[]
}

type Devices = Awaited<ReturnType<typeof registerFleet>>

function newEventsOf(fleet: Devices): TelemetryEvent[] {
  const eventTime = Date.now()
  return Array.from({ length: eventCount }, (_, index) => ({
    ...(fleet[index % fleet.length] as Devices[number]),
    eventTime: eventTime + Math.floor(index / fleet.length),
    eventId: uuidV7(eventTime),
    measurements: '{"temperature":21.5,"humidity":40.2,"battery":3.7,"online":true,"mode":"eco"}',
  }))
}

/** Rows a second between the first statement and the last, by PostgreSQL's clock. */
async function storedPerSecond(database: Database, work: () => Promise<void>): Promise<number> {
  await database.exclusively((connection) =>
    connection.script('TRUNCATE telemetry_event, telemetry_latest; CHECKPOINT'),
  )
  await work()
  const text = `SELECT count(*) FILTER (WHERE received_at > first) / extract(epoch FROM max(received_at) - min(first))
    FROM telemetry_event, (SELECT min(received_at) AS first FROM telemetry_event) AS start`
  return Number((await database.query({ name: '', text }, []))[0]?.[0])
}

async function bareLoop({ database, newEvents }: Bench): Promise<void> {
  const store = postgresStore(database)
  const events = newEvents()
  for (let at = 0; at < events.length; at += maxBatch) await store(events.slice(at, at + maxBatch))
}

/** As it runs: a process of its own. Counting costs PostgreSQL something too, so it is done rarely. */
async function consumed(bench: Bench): Promise<void> {
  await enqueue(bench)
  const main = join(import.meta.dirname, '../../src/main.ts')
  const task = spawn(process.execPath, [main, 'consumer'], {
    env: { ...process.env, ...bench.environment },
    stdio: 'inherit',
  })
  while ((await storedCount(bench.database)) < eventCount) await delay(500)
  task.kill('SIGTERM')
  await once(task, 'exit')
}

async function enqueue({
  config: { kafkaBrokers: brokers, kafkaTopic: topic },
  newEvents,
}: Bench): Promise<void> {
  await using producer = openProducer({ brokers, topic })
  const messages = newEvents().map((event) => ({ topic, key: event.deviceId, value: encodeEvent(event) }))
  for (let at = 0; at < messages.length; at += 1000) await producer.send(messages.slice(at, at + 1000))
}

async function storedCount(database: Database): Promise<number> {
  const [row] = await database.query({ name: '', text: 'SELECT count(*)::int FROM telemetry_event' }, [])
  return Number(row?.[0])
}

async function measure({ say }: SuiteOptions) {
  await using run = await openRun()
  const tools = await ensureTools(['postgres', 'redisServer', 'kafka'], say)
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
  const fleet = await registerFleet(database, fleetSize)
  const bench: Bench = { environment, config, database, newEvents: () => newEventsOf(fleet) }
  const sides = {
    reference: () => storedPerSecond(database, () => bareLoop(bench)),
    subject: () => storedPerSecond(database, () => consumed(bench)),
  }
  const pairs = await measurePairs(sides, { say })
  const comparison = {
    name: 'consumer',
    reference: 'a bare loop of its statement',
    unit: 'events a second',
    required: 0.9,
  }
  return {
    outcomes: [outcomeOf(comparison, pairs)],
    figures: { settings: { eventsAPair: eventCount, eventsAStatement: maxBatch } },
  }
}

/** How fast the consumer stores a backlog, beside a bare loop of the same statement on the same server. */
export const consumer: Suite = { name: 'consumer', measure }
