import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { Admin, Consumer, MessagesStreamModes } from '@platformatic/kafka'
import { eventually } from '../../../test/support/eventually.ts'
import { type ConsumeParts, consume } from '../../src/ingest/consume.ts'
import { deadLetterTopic } from '../../src/stores/kafka/dead-letters.ts'
import { type EventConsumer, joinGroup } from '../../src/stores/kafka/event-consumer.ts'
import { type KafkaOptions, produce } from '../../src/stores/kafka/producer.ts'
import type { Accept } from '../../src/telemetry/outcome.ts'
import { Unavailable } from '../../src/telemetry/unavailable.ts'
import { consuming, setUpConsuming } from '../support/consuming.ts'
import { eventOf } from '../support/events.ts'
import { useServers } from '../support/servers.ts'

const servers = useServers(['postgres', 'kafka'])
const setUp = (t: TestContext) => setUpConsuming(t, servers)
/** Levels of nesting that Node reads and cannot write again. */
const depth = 20_000

async function readDeadLetters({ brokers, topic }: KafkaOptions, count: number) {
  const consumer = new Consumer({ clientId: 'test', groupId: randomUUID(), bootstrapBrokers: [...brokers] })
  const topics = [deadLetterTopic(topic)]
  const stream = await consumer.consume({ topics, mode: MessagesStreamModes.EARLIEST, maxWaitTime: 100 })
  const letters: { value: string; headers: Record<string, string> }[] = []
  for await (const { value, headers } of stream) {
    const texts = [...headers].map(([name, text]) => [String(name), String(text)])
    letters.push({ value: String(value), headers: Object.fromEntries(texts) })
    if (letters.length === count) break
  }
  await consumer.close(true)
  return letters
}

test('poison goes to the dead letters, and everything around it is stored', async (t) => {
  const here = await setUp(t)
  const { kafka, producer } = here
  const id = await here.device()
  const good = Array.from({ length: 10 }, () => eventOf(id))
  const unknown = eventOf({ device: 999_999, deviceId: id.deviceId })
  const deep = eventOf({ ...id, measurements: `{"deep":${'['.repeat(depth)}${']'.repeat(depth)}}` })
  const accept = produce(producer, kafka.topic)
  await accept(good.slice(0, 5))
  await producer.send([{ topic: kafka.topic, key: id.deviceId, value: Buffer.from([0xff, 0xfe]) }])
  await accept([unknown, deep, eventOf({ ...id, measurements: '{oops}' })])
  await accept(good.slice(5))
  const stop = consuming(here)
  await here.caughtUp()
  await stop()
  assert.equal(await here.count(), 10)
  const letters = await readDeadLetters(kafka, 4)
  assert.deepEqual(
    letters.map(({ headers }) => headers['source-topic']),
    letters.map(() => kafka.topic),
  )
  assert.ok(
    letters.every(({ headers }) => headers.error && headers['source-partition'] && headers['source-offset']),
  )
  assert.ok(letters.some(({ value }) => value.includes('"device":999999')))
  assert.ok(letters.some(({ headers }) => headers.error?.includes('stack')))
  assert.ok(letters.some(({ value }) => value.includes('{oops}')))
})

test('a failure behind a join is told with its cause, and pauses grow although every join works', async () => {
  const stopped = new AbortController()
  const lines: string[] = []
  const pauses: number[] = []
  let failedAt = 0
  const failing: EventConsumer = {
    arrived: () => 0,
    answersAtOnce: () => true,
    async next() {
      if (failedAt > 0) pauses.push(performance.now() - failedAt)
      failedAt = performance.now()
      if (pauses.length === 4) stopped.abort()
      throw new Error('the reading failed', { cause: new Error('the disk is full') })
    },
    commit: async () => undefined,
    isAssigned: () => true,
    [Symbol.asyncDispose]: async () => undefined,
  }
  const nothing = () => undefined
  const parts: ConsumeParts = {
    join: async () => failing,
    store: async () => [],
    told: async () => undefined,
    setAside: async () => undefined,
    progress: { joined: nothing, working: nothing, idle: nothing, done: nothing },
    log: (line) => lines.push(line),
  }
  await consume(parts, stopped.signal)
  assert.match(lines[0] ?? '', /the reading failed.*the disk is full/)
  // The fourth is 400 to 1200 ms where the first is 50 to 150 ms.
  assert.ok((pauses[3] ?? 0) > 300, `paused ${pauses.map(Math.round)} ms`)
})

test('a consumer that dies between COMMIT and its offsets stores nothing twice and loses nothing', async (t) => {
  const here = await setUp(t)
  const id = await here.device()
  await produce(here.producer, here.kafka.topic)(Array.from({ length: 50 }, () => eventOf(id)))
  const dying = async (): Promise<EventConsumer> => {
    const consumer = await joinGroup(here.kafka)
    return { ...consumer, commit: () => Promise.reject(new Error('dead')) }
  }
  const kill = consuming(here, { join: dying })
  await eventually(async () => assert.equal(await here.count(), 50))
  await kill()
  assert.equal(await here.lag.events(), 50)

  let duplicates = 0
  const store: Accept = async (events) => {
    const outcomes = await here.store(events)
    duplicates += outcomes.filter((outcome) => outcome.kind === 'committed' && outcome.duplicate).length
    return outcomes
  }
  const stop = consuming(here, { store })
  await here.caughtUp()
  await stop()
  assert.deepEqual([await here.count(), duplicates], [50, 50])
})

test('while PostgreSQL is down nothing is dropped, and no offset is committed', async (t) => {
  const here = await setUp(t)
  const id = await here.device()
  await produce(here.producer, here.kafka.topic)(Array.from({ length: 20 }, () => eventOf(id)))
  let attempts = 0
  let isDown = true
  const store: Accept = async (events) => {
    attempts += 1
    if (isDown) throw new Unavailable('PostgreSQL is down')
    return here.store(events)
  }
  const stop = consuming(here, { store })
  await eventually(() => assert.ok(attempts >= 3))
  assert.equal(await here.lag.events(), 20)
  isDown = false
  await here.caughtUp()
  await stop()
  assert.equal(await here.count(), 20)
})

test('a second consumer takes over partitions, and what is on its way is stored once', async (t) => {
  const here = await setUp(t)
  const devices = await Promise.all(Array.from({ length: 12 }, here.device))
  const accept = produce(here.producer, here.kafka.topic)
  const round = () => accept(devices.map((id) => eventOf(id)))
  const stopFirst = consuming(here)
  await round()
  await here.caughtUp()
  const stopSecond = consuming(here)
  for (let i = 0; i < 20; i += 1) await round()
  await stopFirst()
  await round()
  await here.caughtUp()
  await stopSecond()
  assert.equal(await here.count(), 22 * devices.length)
})

test('partitions are handed over once what is on its way is stored and committed: nothing is read twice', async (t) => {
  const here = await setUp(t)
  const devices = await Promise.all(Array.from({ length: 12 }, here.device))
  const accept = produce(here.producer, here.kafka.topic)
  const round = () => accept(devices.map((id) => eventOf(id)))
  let duplicates = 0
  const store: Accept = async (events) => {
    const outcomes = await here.store(events)
    duplicates += outcomes.filter((outcome) => outcome.kind === 'committed' && outcome.duplicate).length
    return outcomes
  }
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  let isHeld = false
  const slow: Accept = async (events) => {
    isHeld = true
    await released
    return store(events)
  }
  await round()
  const stopFirst = consuming(here, { store: slow })
  await eventually(() => assert.ok(isHeld))
  await round() // lies in the first one's memory, and is the other's to store after the hand-over
  const stopSecond = consuming(here, { store })
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: [...here.kafka.brokers] })
  t.after(() => admin.close())
  const { group } = here.kafka
  const groupNow = async () => (await admin.describeGroups({ groups: [group] })).get(group)
  await eventually(async () => assert.equal((await groupNow())?.state, 'PreparingRebalance'))
  release()
  await eventually(async () => {
    const { state, members } = (await groupNow()) ?? {}
    assert.deepEqual([state, members?.size], ['Stable', 2])
  })
  await round()
  await here.caughtUp()
  await Promise.all([stopFirst(), stopSecond()])
  assert.deepEqual([await here.count(), duplicates], [3 * devices.length, 0])
})
