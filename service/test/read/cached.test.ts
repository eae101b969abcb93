import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { eventually } from '../../../test/support/eventually.ts'
import { notify } from '../../src/ingest/notify.ts'
import { cacheStored } from '../../src/read/cache-stored.ts'
import { readCached } from '../../src/read/cached.ts'
import { readFromDatabase } from '../../src/read/database.ts'
import { type LatestReader, latestReader } from '../../src/stores/postgres/latest-reader.ts'
import { postgresStore } from '../../src/stores/postgres/store-events.ts'
import { type LatestCache, openLatestCache } from '../../src/stores/redis/latest-cache.ts'
import type { FleetPage } from '../../src/telemetry/ports.ts'
import { eventOf } from '../support/events.ts'
import { freshDatabase } from '../support/fresh-database.ts'
import { useServers } from '../support/servers.ts'

const servers = useServers(['postgres', 'redis'])

test('a write is a hit, a cold read a miss and then a hit, and a dead cache is bypassed', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  await using cache = openLatestCache(servers.redis)
  await cache.clear()
  const reader = latestReader(database)
  const read = readCached(cache, reader)
  const [written, cold] = [await device(), await device()]
  await notify(postgresStore(database), cacheStored(cache, reader))([eventOf(written)])
  await postgresStore(database)([eventOf(cold)])
  const use = async ({ device, deviceId }: typeof cold) => (await read.device(device, deviceId))?.cache
  assert.deepEqual([await use(written), await use(cold), await use(cold)], ['hit', 'miss', 'hit'])

  await using dead = openLatestCache('redis://127.0.0.1:1')
  const bypassing = readCached(dead, reader)
  assert.equal((await bypassing.device(cold.device, cold.deviceId))?.cache, 'bypass')
})

test('a slow fill never puts an older event over a newer one', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  await using cache = openLatestCache(servers.redis)
  await cache.clear()
  const reader = latestReader(database)
  const store = notify(postgresStore(database), cacheStored(cache, reader))
  const id = await device()
  const old = eventOf({ ...id, eventTime: Date.now() - 1000 })
  await postgresStore(database)([old])
  const newer = eventOf(id)
  const slow: LatestReader = {
    ...reader,
    async device(...args) {
      const found = await reader.device(...args)
      await store([newer]) // a write overtakes the reader between its read and its fill
      return found
    },
  }
  await readCached(cache, slow).device(id.device, id.deviceId)
  const latest = await readCached(cache, reader).device(id.device, id.deviceId)
  assert.equal(latest?.cache, 'hit')
  assert.match(latest?.body ?? '', new RegExp(newer.eventId))
})

test('a page of the fleet comes from the cache, with what is missing from PostgreSQL', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  await using cache = openLatestCache(servers.redis)
  await cache.clear()
  const reader = latestReader(database)
  const [first, second, third] = [await device(), await device(), await device()]
  await device() // has not sent anything: on no page
  const store = notify(postgresStore(database), cacheStored(cache, reader))
  await store([eventOf(first), eventOf(third)])
  await postgresStore(database)([eventOf(second)]) // and nobody told the cache
  const { fleet } = readCached(cache, reader)
  const uncached = readFromDatabase(reader)
  for (const [query, use] of [
    [{ limit: 3, after: 0 }, 'miss'],
    [{ limit: 3, after: 0 }, 'hit'],
    [{ limit: 2, after: first.device - 1 }, 'hit'],
    [{ limit: 2, after: second.device }, 'hit'],
    [{ limit: 2, after: 0, deviceIds: [second.deviceId] }, 'hit'],
    [{ limit: 3, after: 0, updatedSince: 0 }, 'bypass'],
    [{ limit: 3, after: third.device }, 'bypass'],
  ] as const) {
    const page = await fleet(query)
    assert.equal(page.cache, use)
    assert.deepEqual(contents(page), contents(await uncached.fleet(query)))
  }

  await using dead = openLatestCache('redis://127.0.0.1:1')
  const bypassed = await readCached(dead, reader).fleet({ limit: 2, after: 0 })
  assert.deepEqual([bypassed.cache, bypassed.items.length, bypassed.more], ['bypass', 2, true])
})

/** A page without where it came from, and without the order of measurements. */
function contents({ items, more }: FleetPage) {
  return { more, items: items.map(({ device, body }) => ({ device, body: JSON.parse(body) })) }
}

test('one reader a device asks PostgreSQL on a miss', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  await using cache = openLatestCache(servers.redis)
  await cache.clear()
  const reader = latestReader(database)
  const id = await device()
  await postgresStore(database)([eventOf(id)])
  let asked = 0
  const counting: LatestReader = {
    ...reader,
    device(...args) {
      asked += 1
      return reader.device(...args)
    },
  }
  const read = readCached(cache, counting)
  await Promise.all(Array.from({ length: 20 }, () => read.device(id.device, id.deviceId)))
  assert.equal(asked, 1)
})

test('a replay repairs a cache that a crash left behind, with what is stored and not with what it carries', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  await using cache = openLatestCache(servers.redis)
  await cache.clear()
  const reader = latestReader(database)
  const id = await device()
  const event = eventOf({ ...id, measurements: '{"a":1}' })
  await postgresStore(database)([event]) // and the process died before it told the cache
  await notify(postgresStore(database), cacheStored(cache, reader))([{ ...event, measurements: '{"a":2}' }])
  const latest = await readCached(cache, reader).device(id.device, id.deviceId)
  assert.equal(latest?.cache, 'hit')
  assert.deepEqual(JSON.parse(latest?.body ?? '').measurements, { a: 1 })
})

test('a late event that meets an empty cache does not become the latest', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  await using cache = openLatestCache(servers.redis)
  const reader = latestReader(database)
  const store = notify(postgresStore(database), cacheStored(cache, reader))
  const [alone, amongOthers] = [await device(), await device()]
  const newest = [eventOf(alone), eventOf(amongOthers)]
  await store(newest)
  await cache.clear()
  const late = newest.map((event) =>
    eventOf({ ...event, eventTime: event.eventTime - 1000, eventId: randomUUID() }),
  )
  await store(late.slice(0, 1))
  await store([...late.slice(1), eventOf(await device())])
  for (const event of newest) {
    const latest = await readCached(cache, reader).device(event.device, event.deviceId)
    assert.match(latest?.body ?? '', new RegExp(event.eventId))
  }
})

test('what the cache could not be told is told when it answers again, without another write', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  await using cache = openLatestCache(servers.redis)
  await cache.clear()
  const reader = latestReader(database)
  const id = await device()
  const old = eventOf({ ...id, eventTime: Date.now() - 1000 })
  await notify(postgresStore(database), cacheStored(cache, reader))([old])
  let silent = true
  const flaky: LatestCache = {
    ...cache,
    isAnswering: () => !silent,
    setIfNewer: async (...given) => !silent && cache.setIfNewer(...given),
  }
  const newer = eventOf(id)
  await notify(postgresStore(database), cacheStored(flaky, reader))([newer])
  const held = async () => (await cache.get(id.device, id.deviceId)) ?? ''
  assert.match(await held(), new RegExp(old.eventId))
  silent = false
  await eventually(async () => assert.match(await held(), new RegExp(newer.eventId)))
})
