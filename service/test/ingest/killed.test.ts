import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, type TestContext, test } from 'node:test'
import { eventually } from '../../../test/support/eventually.ts'
import { composeApi } from '../../src/compose/compose-api.ts'
import { composeConsumer } from '../../src/compose/compose-consumer.ts'
import { readConfig } from '../../src/config.ts'
import { apiServer } from '../../src/http/server.ts'
import { consume } from '../../src/ingest/consume.ts'
import { hashKey, newApiKey } from '../../src/registry/keys.ts'
import { lagReader } from '../../src/stores/kafka/lag.ts'
import { createTopics } from '../../src/stores/kafka/topics.ts'
import { untraced } from '../../src/tracing/untraced.ts'
import { freshDatabase } from '../support/fresh-database.ts'
import { useServers } from '../support/servers.ts'

const servers = useServers(['postgres', 'redis', 'kafka'])
const never = new AbortController().signal

/** One device of `architecture`, on a database and topics of the test's own. */
async function setUp(t: TestContext, architecture: 'redis' | 'kafka' | 'batched') {
  const { config: fresh, value } = await freshDatabase(t, servers.postgres)
  const environment = {
    TELEMARK_ARCHITECTURE: architecture,
    TELEMARK_DATABASE_URL: fresh.databaseUrl,
    TELEMARK_REDIS_URL: servers.redis,
    TELEMARK_KAFKA_BROKERS: servers.kafka.join(),
    TELEMARK_KAFKA_TOPIC: `telemetry-${randomUUID()}`,
    TELEMARK_KAFKA_GROUP: randomUUID(),
    TELEMARK_OPERATOR_KEY: fresh.operatorKey,
  }
  const config = readConfig(environment)
  if (architecture === 'kafka') await createTopics({ brokers: servers.kafka, topic: config.kafkaTopic }, 1)
  const stack = new AsyncDisposableStack()
  t.after(() => stack.disposeAsync())
  const api = composeApi(config, { stack, tracing: untraced })
  const server = apiServer(api, { leaving: never })
  stack.defer(() => server.close())
  const [deviceId, apiKey] = [randomUUID(), newApiKey()]
  await api.registry.register({ deviceId, alias: null, keyHash: hashKey(apiKey) })
  const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' }
  const path = `/api/telemetry/${deviceId}`

  return {
    config,
    environment,
    stored: async () => Number(await value('SELECT count(*) FROM telemetry_event')),
    write: (event: object) => server.inject({ method: 'POST', url: path, headers, payload: event }),
    /** The same to a task of its own process: what it answers, if it does. */
    writeTo: (address: string, event: object) =>
      fetch(new URL(path, address), { method: 'POST', headers, body: JSON.stringify(event) }),
    async latest() {
      const { body, headers: told } = await server.inject({
        url: `/api/telemetry/latest/${deviceId}`,
        headers,
      })
      return { event: JSON.parse(body).event_id, cache: told['x-cache'] }
    },
  }
}

type SetUp = Awaited<ReturnType<typeof setUp>>

function dyingTask(t: TestContext, { environment }: SetUp, moment: string): ChildProcess {
  const path = new URL('../support/dying-task.ts', import.meta.url).pathname
  const stdio = ['ignore', 'pipe', 'inherit'] as const
  const child = spawn(process.execPath, [path, moment], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: [...stdio],
  })
  t.after(() => child.kill('SIGKILL'))
  return child
}

/** Consumes in this process until nothing is left. */
async function drain({ config }: SetUp): Promise<void> {
  const stop = new AbortController()
  await using stack = new AsyncDisposableStack()
  const { parts } = composeConsumer(config, { stack, tracing: untraced })
  const { kafkaBrokers: brokers, kafkaTopic: topic, kafkaGroup: group } = config
  const lag = stack.use(lagReader({ brokers, topic, group }))
  const consuming = consume(parts, stop.signal)
  await eventually(async () => assert.equal(await lag.events(), 0)) // unknown, while the group is new
  stop.abort()
  await consuming
}

function eventAt(eventTime: number): { event_id: string; event_time: string; measurements: object } {
  return { event_id: randomUUID(), event_time: new Date(eventTime).toISOString(), measurements: { a: 1 } }
}

// Side by side: a killed consumer's partitions are handed on after ten seconds.
describe('A task that is killed', { concurrency: true }, () => {
  for (const [architecture, moment, again] of [
    ['redis', 'api: between COMMIT and cache', 200],
    ['redis', 'api: before the answer', 200],
    ['batched', 'api: before the answer', 200],
    ['kafka', 'api: before the answer', 202],
  ] as const) {
    test(`in ${architecture}, ${moment}, is made good by the client's retry`, async (t) => {
      const service = await setUp(t, architecture)
      const settle = () => (architecture === 'kafka' ? drain(service) : undefined)
      const now = Date.now()
      const event = eventAt(now)
      await service.write(eventAt(now - 1000))
      await settle()
      await service.latest() // the cache holds the older one from now on

      const task = dyingTask(t, service, moment)
      const ended = once(task, 'exit')
      const [address] = await once(createInterface({ input: task.stdout as NodeJS.ReadableStream }), 'line')
      await assert.rejects(service.writeTo(address, event))
      assert.deepEqual(await ended, [null, 'SIGKILL'])

      assert.equal((await service.write(event)).statusCode, again)
      await settle()
      assert.equal(await service.stored(), 2)
      assert.deepEqual(await service.latest(), { event: event.event_id, cache: 'hit' })
    })
  }

  test('in batched, between the COMMIT of a group and the cache, is made good for each of its callers by the retry', async (t) => {
    const service = await setUp(t, 'batched')
    const now = Date.now()
    await service.write(eventAt(now - 1000))
    await service.latest()
    const task = dyingTask(t, service, 'api: between the COMMIT of a group and the cache')
    const ended = once(task, 'exit')
    const [address] = await once(createInterface({ input: task.stdout as NodeJS.ReadableStream }), 'line')
    const events = [3, 5, 1, 4, 2].map((ms) => eventAt(now + ms))
    const answers = await Promise.allSettled(events.map((event) => service.writeTo(address, event)))
    assert.ok(answers.every(({ status }) => status === 'rejected'))
    assert.deepEqual(await ended, [null, 'SIGKILL'])

    for (const event of events)
      assert.ok([200, 201].includes((await service.write(event)).statusCode), 'stored before, or now')
    assert.equal(await service.stored(), 1 + events.length)
    assert.deepEqual(await service.latest(), { event: events[1]?.event_id, cache: 'hit' })
  })

  for (const moment of ['consumer: between COMMIT and cache', 'consumer: between cache and offsets']) {
    test(`${moment}, is made good by the next one`, async (t) => {
      const service = await setUp(t, 'kafka')
      const now = Date.now()
      await service.write(eventAt(now - 1000))
      await drain(service)
      await service.latest()
      const events = [1, 3, 2].map((ms) => eventAt(now + ms))
      for (const event of events) await service.write(event)

      const task = dyingTask(t, service, moment)
      assert.deepEqual(await once(task, 'exit'), [null, 'SIGKILL'])
      assert.ok((await service.stored()) > 1, 'It died before it had stored anything')

      await drain(service)
      assert.equal(await service.stored(), 1 + events.length)
      assert.deepEqual(await service.latest(), { event: events[1]?.event_id, cache: 'hit' })
    })
  }
})
