import assert from 'node:assert/strict'
import { test } from 'node:test'
import { latestReader } from '../../../src/stores/postgres/latest-reader.ts'
import { postgresStore } from '../../../src/stores/postgres/store-events.ts'
import type { TelemetryEvent } from '../../../src/telemetry/event.ts'
import { NotStorable, type StoreResult } from '../../../src/telemetry/ports.ts'
import { eventOf } from '../../support/events.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres'])
const now = Date.now()

/** For each event, whether it was there before. */
const duplicates = ({ receivedAt }: StoreResult) => receivedAt.map((at) => at === undefined)

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

test('devices whose stored events are all late are told, whatever is stored beside them', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  const store = postgresStore(database)
  const [id, other] = [await device(), await device()]
  const at = (eventTime: number) => eventOf({ ...id, eventTime })
  const late = async (events: readonly TelemetryEvent[]) => [...(await store(events)).late]
  const newest = at(now)
  assert.deepEqual(await late([newest]), [])
  assert.deepEqual(await late([at(now - 1)]), [id.device])
  assert.deepEqual(await late([at(now - 2), at(now - 3), eventOf(other)]), [id.device])
  assert.deepEqual(await late([at(now - 4), at(now + 1)]), [])
  assert.deepEqual(await late([newest]), [], 'a replay stores nothing')
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
  assert.deepEqual(duplicates(await store([first])), [false])
  assert.deepEqual(duplicates(await store([first])), [true])
  assert.deepEqual(duplicates(await store([first, first])), [true, true])
  assert.deepEqual(duplicates(await store([second, first, third, second])), [false, true, false, true])
  assert.equal(await value('SELECT count(*) FROM telemetry_event'), '3')
})

test('the same events from many connections at once are stored once, without a deadlock', async (t) => {
  const { database, device, value } = await freshDatabase(t, servers.postgres)
  const store = postgresStore(database)
  const devices = await Promise.all(Array.from({ length: 20 }, device))
  const events = devices.flatMap((id) => [eventOf(id), eventOf(id)])
  const results = await Promise.all([events, events.toReversed(), events, events.toReversed()].map(store))
  assert.equal(results.flatMap(duplicates).filter((duplicate) => !duplicate).length, events.length)
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
  const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}` // more than PostgreSQL's stack takes
  assert.equal(await code([good, { ...eventOf(good), measurements: deep }]), 'not_storable')
  assert.equal(await value('SELECT count(*) FROM telemetry_event'), '0')
})

test('received_at is told of each event as it is stored, in whatever order they are given', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  const devices = await Promise.all(Array.from({ length: 20 }, device))
  const events = devices.map((id) => eventOf(id)).toReversed()
  const store = postgresStore(database)
  const alone = eventOf(await device())
  const receivedAt = [...(await store(events)).receivedAt, ...(await store([alone])).receivedAt]
  const stored = await latestReader(database).devices([...events, alone].map((event) => event.device))
  const timeOf = new Map(stored.map((event) => [event.device, event.receivedAt]))
  assert.deepEqual(
    receivedAt,
    [...events, alone].map((event) => timeOf.get(event.device)),
  )
})

test('received_at is the clock at each row: what a large batch takes shows in it, beside duplicates too', async (t) => {
  const { database, device, value } = await freshDatabase(t, servers.postgres)
  const id = await device()
  const events = Array.from({ length: 2000 }, (_, index) => eventOf({ ...id, eventTime: now - index }))
  const store = postgresStore(database)
  const newest = events[0] as TelemetryEvent
  await store([newest])
  const { receivedAt } = await store(events)
  assert.equal(receivedAt[0], undefined)
  // The statement goes from the oldest event to the newest.
  const [last, first] = [receivedAt[1] ?? 0, receivedAt.at(-1) ?? 0]
  assert.ok(last > first, `${first} to ${last}`)
  const ofLast = `SELECT floor(extract(epoch FROM received_at) * 1000)::int8 FROM telemetry_event WHERE event_id = '${events[1]?.eventId}'`
  assert.equal(Number(await value(ofLast)), last)
})
