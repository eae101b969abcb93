import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { dayMs } from '../../../src/maintenance/partitions.ts'
import { arrivalsReader } from '../../../src/stores/postgres/arrivals-reader.ts'
import { connect } from '../../../src/stores/postgres/connection.ts'
import { postgresStore } from '../../../src/stores/postgres/store-events.ts'
import { eventOf } from '../../support/events.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres'])

async function setUp(t: TestContext) {
  const fresh = await freshDatabase(t, servers.postgres)
  const store = postgresStore(fresh.database)
  return { ...fresh, store, reader: arrivalsReader(fresh.database), id: await fresh.device() }
}

const idsOf = (events: readonly { readonly body: string }[]) =>
  events.map(({ body }) => JSON.parse(body).event_id)

test('what was committed since a moment has arrived, late events too, and only once', async (t) => {
  const { store, reader, id } = await setUp(t)
  await store([eventOf(id)])
  const before = await reader.now()
  const [usual, late] = [eventOf(id), eventOf({ ...id, eventTime: Date.now() - 20 * dayMs })]
  await store([usual])
  await store([late])
  const first = await reader.between({ since: before, limit: 10 })
  assert.deepEqual(idsOf(first.events), [usual.eventId, late.eventId])
  const second = await reader.between({ since: first.until, limit: 10 })
  assert.deepEqual(second.events, [])
})

test('an event whose transaction was still open at a moment has arrived after it', async (t) => {
  const { config, reader, id, value } = await setUp(t)
  const connection = await connect({ url: config.databaseUrl, statementTimeoutMs: 0 }, () => undefined)
  t.after(() => connection.end())
  await connection.script(
    `BEGIN; INSERT INTO telemetry_event VALUES (${id.device}, now(), gen_random_uuid(), clock_timestamp(), '{}')`,
  )
  const open = await reader.now()
  await value('SELECT pg_current_xact_id()') // another transaction begins and ends meanwhile
  const nothing = await reader.between({ since: open, limit: 10 })
  assert.deepEqual(nothing.events, [])
  await connection.script('COMMIT')
  const { events } = await reader.between({ since: nothing.until, limit: 10 })
  assert.equal(events.length, 1)
})

test('what lies between two moments stays the same, whatever arrives later', async (t) => {
  const { store, reader, id, device } = await setUp(t)
  const [before, other] = [await reader.now(), await device()]
  const [mine, theirs] = [eventOf(id), eventOf(other)]
  await store([mine, theirs])
  const until = await reader.now()
  await store([eventOf(id)])
  const devices = [id.device]
  const { events } = await reader.between({ since: before, until, devices, limit: 10 })
  assert.deepEqual(idsOf(events), [mine.eventId])
})

test('more than the limit is said, and not read', async (t) => {
  const { store, reader, id } = await setUp(t)
  const before = await reader.now()
  await store(Array.from({ length: 5 }, () => eventOf(id)))
  assert.deepEqual((await reader.between({ since: before, limit: 5 })).events.length, 5)
  const { events, tooMany } = await reader.between({ since: before, limit: 4 })
  assert.deepEqual([events, tooMany], [[], true])
})

test('more than 8 MiB of measurements is said, and read no further', async (t) => {
  const { store, reader, id } = await setUp(t)
  const before = await reader.now()
  const measurements = JSON.stringify({ text: 'x'.repeat(1_000_000) })
  await store(Array.from({ length: 8 }, () => eventOf({ ...id, measurements })))
  assert.equal((await reader.between({ since: before, limit: 100 })).events.length, 8)
  await store(Array.from({ length: 3 }, () => eventOf({ ...id, measurements })))
  const { events, tooMany } = await reader.between({ since: before, limit: 100 })
  assert.deepEqual([events, tooMany], [[], true])
})
