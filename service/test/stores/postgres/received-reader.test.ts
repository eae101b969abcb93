import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { receivedBetween } from '../../../src/live/moment.ts'
import { arrivalsReader } from '../../../src/stores/postgres/arrivals-reader.ts'
import { connect } from '../../../src/stores/postgres/connection.ts'
import { receivedReader } from '../../../src/stores/postgres/received-reader.ts'
import { postgresStore } from '../../../src/stores/postgres/store-events.ts'
import type { ReceivedQuery } from '../../../src/telemetry/read-events.ts'
import { eventOf } from '../../support/events.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres'])
const dayMs = 86_400_000
const always = { from: 0, to: Date.UTC(10_000) }

async function setUp(t: TestContext) {
  const fresh = await freshDatabase(t, servers.postgres)
  const read = receivedReader(fresh.database)
  /** Page after page. */
  async function idsOf(query: ReceivedQuery): Promise<readonly string[]> {
    const { events, next } = await read(query)
    const ids = events.map(({ eventId }) => eventId)
    return next === undefined ? ids : [...ids, ...(await idsOf({ ...query, after: next }))]
  }
  return { ...fresh, read, idsOf, store: postgresStore(fresh.database), id: await fresh.device() }
}

test('events come in the order in which they were received, late ones too, each once over pages', async (t) => {
  const { store, idsOf, id } = await setUp(t)
  const events = Array.from({ length: 7 }, (_, index) =>
    eventOf({ ...id, eventTime: Date.now() - ((index * 5) % 7) * dayMs }),
  )
  for (const event of events) await store([event])
  const ids = events.map(({ eventId }) => eventId)
  for (const limit of [1, 3, 7, 100]) assert.deepEqual(await idsOf({ ...always, limit }), ids)
})

test('what was received together is paged too, of one device or of all but those that were removed', async (t) => {
  const { store, idsOf, id, device, value } = await setUp(t)
  const [other, removed] = [await device(), await device()]
  const events = Array.from({ length: 30 }, (_, index) => eventOf([id, other, removed][index % 3]))
  await store(events)
  await value(`DELETE FROM device WHERE id = ${removed.device}`)
  const all = await idsOf({ ...always, limit: 4 })
  const left = events.filter(({ device }) => device !== removed.device)
  assert.deepEqual(all.toSorted(), left.map(({ eventId }) => eventId).toSorted())
  const own = await idsOf({ ...always, limit: 4, device: id.device })
  assert.deepEqual(own, all.slice(0, 10))
})

test('a page of large events is shorter than its limit, and none is left out', async (t) => {
  const { store, read, idsOf, id } = await setUp(t)
  const measurements = JSON.stringify({ text: 'x'.repeat(400_000) })
  await store(Array.from({ length: 7 }, () => eventOf({ ...id, measurements })))
  const { events, next } = await read({ ...always, limit: 100 })
  assert.equal(events.length, 3)
  assert.ok(next)
  assert.equal((await idsOf({ ...always, limit: 100 })).length, 7)
})

test('the times of a gap hold all that became visible in it, however long it took to be committed', async (t) => {
  const { config, database, store, idsOf, id, value } = await setUp(t)
  const arrivals = arrivalsReader(database)
  const slow = await connect({ url: config.databaseUrl, statementTimeoutMs: 0 }, () => undefined)
  t.after(() => slow.end())
  const { eventId } = eventOf()
  await slow.script(
    `BEGIN; INSERT INTO telemetry_event VALUES (${id.device}, now(), '${eventId}', clock_timestamp(), '{}')`,
  )
  await value('SELECT pg_sleep(0.1)')
  const since = await arrivals.now() // that one was received before, and is not visible yet
  await slow.script('COMMIT')
  const usual = eventOf(id)
  await store([usual])
  const until = await arrivals.now()
  assert.deepEqual(await idsOf({ ...receivedBetween(since, until), limit: 100 }), [eventId, usual.eventId])
})
