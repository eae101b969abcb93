import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { parseCachedValue } from '../../../src/stores/redis/cached-value.ts'
import { type LatestCache, openLatestCache } from '../../../src/stores/redis/latest-cache.ts'
import { eventOf } from '../../support/events.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['redis'])

async function openCache(): Promise<LatestCache> {
  const cache = openLatestCache(servers.redis)
  await cache.clear() // waits for the connection
  return cache
}

const stored = (deviceId: string, eventTime: number, eventId?: string) => ({
  ...eventOf({ deviceId, eventTime, ...(eventId === undefined ? {} : { eventId }) }),
  receivedAt: eventTime,
})

async function timeOf(cache: LatestCache, deviceId: string): Promise<number> {
  return Date.parse(JSON.parse(parseCachedValue((await cache.get(1, deviceId)) ?? '').body).event_time)
}

test('only a newer event replaces what is held, whatever the order of arrival', async () => {
  await using cache = await openCache()
  const deviceId = randomUUID()
  const times = [5, 3, 9, 7, 8, 1].map((minute) => Date.UTC(2026, 10, 23, 6, minute))
  await Promise.all(times.map((time) => cache.setIfNewer([stored(deviceId, time)], cache.generation())))
  assert.equal(await timeOf(cache, deviceId), Math.max(...times))
})

test('of two events of the same time, the greater id stays', async () => {
  await using cache = await openCache()
  const deviceId = randomUUID()
  const high = 'ffffffff-0000-7000-8000-000000000001'
  await cache.setIfNewer([stored(deviceId, 1000, high)], cache.generation())
  await cache.setIfNewer([stored(deviceId, 1000, '00000000-0000-7000-8000-000000000001')], cache.generation())
  assert.ok(parseCachedValue((await cache.get(1, deviceId)) ?? '').etag.includes(high))
})

test('what is not there is null, and a large batch is taken whole', async () => {
  await using cache = await openCache()
  assert.equal(await cache.get(1, randomUUID()), null)
  const events = Array.from({ length: 1201 }, (_, index) => stored(randomUUID(), index))
  assert.equal(await cache.setIfNewer(events, cache.generation()), true)
  for (const index of [0, 500, 1200]) {
    assert.equal(await timeOf(cache, events[index]?.deviceId ?? ''), index)
  }
})

test('a cache that is not there says so without waiting for it each time', async () => {
  await using cache = openLatestCache('redis://127.0.0.1:1')
  const start = performance.now()
  for (let i = 0; i < 400; i += 1) assert.equal(await cache.get(1, randomUUID()), undefined)
  assert.equal(await cache.setIfNewer([stored(randomUUID(), 1)], cache.generation()), false)
  assert.ok(performance.now() - start < 50_000) // 400 waits are 100 s
})

test('what is held of a removed device is gone, and a device of the same id that came after it never sees it', async () => {
  await using cache = await openCache()
  const deviceId = randomUUID()
  await cache.setIfNewer([stored(deviceId, 1000)], cache.generation())
  assert.equal(await cache.remove(1, deviceId), true)
  assert.equal(await cache.get(1, deviceId), null)
  await cache.setIfNewer([stored(deviceId, 1000)], cache.generation()) // a task that was slow
  assert.equal(await cache.get(2, deviceId), null)
})

test('after Redis was emptied, nothing that was read before is set', async () => {
  await using cache = await openCache()
  await using other = openLatestCache(servers.redis)
  const deviceId = randomUUID()
  const before = cache.generation()
  await other.clear()
  assert.equal(await cache.setIfNewer([stored(deviceId, 1)], before), false)
  assert.equal(await cache.get(1, deviceId), null)
  assert.notEqual(cache.generation(), before)
  assert.equal(await cache.setIfNewer([stored(deviceId, 1)], cache.generation()), true)
})
