import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { eventually } from '../../../test/support/eventually.ts'
import { bisect } from '../../src/ingest/bisect.ts'
import { type ConsumeParts, consume } from '../../src/ingest/consume.ts'
import { deadLetters } from '../../src/stores/kafka/dead-letters.ts'
import { joinGroup } from '../../src/stores/kafka/event-consumer.ts'
import { lagReader } from '../../src/stores/kafka/lag.ts'
import { openProducer } from '../../src/stores/kafka/producer.ts'
import { createTopics } from '../../src/stores/kafka/topics.ts'
import { postgresStore } from '../../src/stores/postgres/store-events.ts'
import { freshDatabase } from './fresh-database.ts'
import type { Servers } from './servers.ts'

/** A topic and a database of the test's own, and devices where `device` is called. */
export async function setUpConsuming(t: TestContext, servers: Pick<Servers, 'postgres' | 'kafka'>) {
  const fresh = await freshDatabase(t, servers.postgres)
  const kafka = { brokers: servers.kafka, topic: `telemetry-${randomUUID()}`, group: 'consumers' }
  await createTopics(kafka, 3)
  const producer = openProducer(kafka)
  t.after(() => producer[Symbol.asyncDispose]())
  const lag = lagReader(kafka)
  t.after(() => lag[Symbol.asyncDispose]())
  const count = async () => Number(await fresh.value('SELECT count(*) FROM telemetry_event'))
  const caughtUp = () => eventually(async () => assert.equal(await lag.events(), 0))
  return { ...fresh, kafka, producer, lag, count, caughtUp, store: bisect(postgresStore(fresh.database)) }
}

type Consuming = Awaited<ReturnType<typeof setUpConsuming>>

/** Consumes in the background until `stop` is called. */
export function consuming({ kafka, producer, store }: Consuming, given: Partial<ConsumeParts> = {}) {
  const stopped = new AbortController()
  const nothing = () => undefined
  const parts: ConsumeParts = {
    join: () => joinGroup(kafka),
    store,
    told: async () => undefined,
    setAside: deadLetters(producer, kafka.topic),
    progress: { joined: nothing, working: nothing, idle: nothing, done: nothing },
    log: nothing,
    ...given,
  }
  const done = consume(parts, stopped.signal)
  return async () => {
    stopped.abort()
    await done
  }
}
