import assert from 'node:assert/strict'
import { test } from 'node:test'
import { latestReader } from '../../../src/stores/postgres/latest-reader.ts'
import { postgresStore } from '../../../src/stores/postgres/store-events.ts'
import { NotStorable } from '../../../src/telemetry/ports.ts'
import { eventOf } from '../../support/events.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres'])
const now = Date.now()

test('a late event is stored and never overwrites latest', async (t) => {
  const { database, device, value } = await freshDatabase(t, servers.postgres)
  const store = postgresStore(database)
  const id = await device()
  const newest = eventOf({ ...id, eventTime: now })
  await store([newest])
  await store([eventOf({ ...id, eventTime: now - 1000 })])
  await store([eventOf({ ...id, eventTime: now - 3000 }), eventOf({ ...id, eventTime: now - 2000 })])
  assert.equal(await value('SELECT count(*) FROM telemetry_event'), '4')
  assert.equal((await latestReader(database).device(id.device, id.deviceId))?.eventId, newest.eventId)
})

test('of two events of the same time, the greater id is latest in any order', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  const store = postgresStore(database)
  const low = '00000000-0000-7000-8000-000000000001'
  const high = 'ffffffff-0000-7000-8000-000000000001'
  for (const order of [
    [low, high],
    [high, low],
  ]) {
    const id = await device()
    for (const eventId of order) await store([eventOf({ ...id, eventTime: now, eventId })])
    assert.equal((await latestReader(database).device(id.device, id.deviceId))?.eventId, high)
  }
})

test('a replay is stored once, alone, among others, and twice in one batch', async (t) => {
  const { database, device, value } = await freshDatabase(t, servers.postgres)
  const store = postgresStore(database)
  const id = await device()
  const [first, second, third] = [eventOf(id), eventOf(id), eventOf(id)]
  assert.deepEqual((await store([first])).duplicates, [false])
  assert.deepEqual((await store([first])).duplicates, [true])
  assert.deepEqual((await store([second, first, third, second])).duplicates, [false, true, false, true])
  assert.equal(await value('SELECT count(*) FROM telemetry_event'), '3')
})

test('the same events from many connections at once are stored once, without a deadlock', async (t) => {
  const { database, device, value } = await freshDatabase(t, servers.postgres)
  const store = postgresStore(database)
  const devices = await Promise.all(Array.from({ length: 20 }, device))
  const events = devices.flatMap((id) => [eventOf(id), eventOf(id)])
  const results = await Promise.all([events, events.toReversed(), events, events.toReversed()].map(store))
  assert.equal(
    results.flatMap(({ duplicates }) => duplicates).filter((duplicate) => !duplicate).length,
    events.length,
  )
  assert.equal(await value('SELECT count(*) FROM telemetry_event'), String(events.length))
})

test('an event that can never be stored takes the batch with it, and says why', async (t) => {
  const { database, device, value } = await freshDatabase(t, servers.postgres)
  const store = postgresStore(database)
  const good = eventOf(await device())
  const code = (events: Parameters<typeof store>[0]) =>
    store(events).then(
      () => 'stored',
      (error: NotStorable) => (error instanceof NotStorable ? error.code : error),
    )
  assert.equal(await code([good, eventOf({ ...good, eventTime: Date.UTC(2001, 0, 1) })]), 'out_of_range')
  assert.equal(await code([good, eventOf({ device: 999_999 })]), 'not_storable')
  assert.equal(await code([good, { ...eventOf(good), measurements: '{"a":"\\u0000"}' }]), 'not_storable')
  assert.equal(await value('SELECT count(*) FROM telemetry_event'), '0')
})

test('received_at is one moment of PostgreSQL for the whole batch', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  const [one, two] = [await device(), await device()]
  const { receivedAt } = await postgresStore(database)([eventOf(one), eventOf(two)])
  const stored = await latestReader(database).devices([one.device, two.device])
  assert.deepEqual(
    stored.map((event) => event.receivedAt),
    [receivedAt, receivedAt],
  )
})
