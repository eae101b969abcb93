import type { KnownDevice, LatestReader } from '../stores/postgres/latest-reader.ts'
import { parseCachedValue } from '../stores/redis/cached-value.ts'
import type { LatestCache } from '../stores/redis/latest-cache.ts'
import type { FleetPage, FleetQuery, ReadLatest } from '../telemetry/ports.ts'
import { storedEventBody } from '../telemetry/stored-event-body.ts'
import { fleetPage } from './fleet-page.ts'

/**
 * Reads pages of the fleet: which devices from PostgreSQL, their events from the cache, and what is not there from PostgreSQL
 * again. A page is a hit when all of it was in the cache. Which events are new enough only PostgreSQL can say.
 */
export function cachedFleet(cache: LatestCache, reader: LatestReader): ReadLatest['fleet'] {
  async function bypassed(query: FleetQuery): Promise<FleetPage> {
    return fleetPage(await reader.fleet(query), { limit: query.limit, cache: 'bypass' })
  }

  /** The bodies of these devices' events, by device; put into the cache, if newer. */
  async function load(devices: readonly number[]): Promise<ReadonlyMap<number, string>> {
    if (devices.length === 0) return new Map()
    const generation = cache.generation()
    const events = await reader.devices(devices)
    await cache.setIfNewer(events, generation)
    return new Map(events.map((event) => [event.device, storedEventBody(event)]))
  }

  async function bodies(shown: readonly KnownDevice[], values: readonly (string | null)[]) {
    const missing = shown.filter((_, index) => values[index] === null).map(({ device }) => device)
    const loaded = await load(missing)
    const items = shown.flatMap(({ device }, index) => {
      const value = values[index] ?? undefined
      const body = value === undefined ? loaded.get(device) : parseCachedValue(value).body
      return body === undefined ? [] : [{ device, body }]
    })
    return { items, cache: missing.length === 0 ? 'hit' : 'miss' } as const
  }

  return async (query) => {
    if (query.updatedSince !== undefined) return bypassed(query)
    const devices = await reader.page(query)
    const shown = devices.slice(0, query.limit)
    if (shown.length === 0) return { items: [], more: false, cache: 'bypass' }
    const values = await cache.getMany(shown)
    if (values === undefined) return bypassed(query)
    return { ...(await bodies(shown, values)), more: devices.length > query.limit }
  }
}
