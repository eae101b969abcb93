import { singleFlight } from '../concurrency/single-flight.ts'
import type { LatestReader } from '../stores/postgres/latest-reader.ts'
import { parseCachedValue } from '../stores/redis/cached-value.ts'
import type { LatestCache } from '../stores/redis/latest-cache.ts'
import type { StoredEvent } from '../telemetry/event.ts'
import { latestEtag } from '../telemetry/latest-etag.ts'
import type { LatestAnswer, ReadLatest } from '../telemetry/ports.ts'
import { storedEventBody } from '../telemetry/stored-event-body.ts'
import { cachedFleet } from './cached-fleet.ts'

/** Reads from the cache; what is not there is read from PostgreSQL and put there, if newer, by one reader a device. */
export function readCached(cache: LatestCache, reader: LatestReader): ReadLatest {
  const oneFlight = singleFlight<StoredEvent | undefined>()

  async function load(device: number, deviceId: string): Promise<StoredEvent | undefined> {
    const generation = cache.generation()
    const event = await reader.device(device, deviceId)
    if (event !== undefined) await cache.setIfNewer([event], generation)
    return event
  }

  async function missed(device: number, deviceId: string): Promise<LatestAnswer | undefined> {
    const event = await oneFlight(`${deviceId}:${device}`, () => load(device, deviceId))
    return event === undefined ? undefined : { ...answer(event), cache: 'miss' }
  }

  async function bypassed(device: number, deviceId: string): Promise<LatestAnswer | undefined> {
    const event = await reader.device(device, deviceId)
    return event === undefined ? undefined : { ...answer(event), cache: 'bypass' }
  }

  return {
    async device(device, deviceId) {
      const value = await cache.get(device, deviceId)
      if (value === undefined) return bypassed(device, deviceId)
      if (value === null) return missed(device, deviceId)
      const { body, etag } = parseCachedValue(value)
      return { body, etag, cache: 'hit' }
    },
    fleet: cachedFleet(cache, reader),
  }
}

function answer(event: StoredEvent): { body: string; etag: string } {
  return { body: storedEventBody(event), etag: latestEtag(event) }
}
