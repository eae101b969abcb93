import type { LatestReader } from '../stores/postgres/latest-reader.ts'
import type { LatestCache } from '../stores/redis/latest-cache.ts'
import { isNewer, type StoredEvent, type TelemetryEvent } from '../telemetry/event.ts'
import type { OnStored, StoreResult } from '../telemetry/ports.ts'
import { owed } from './owed.ts'

/**
 * Puts what was stored into the cache, if newer. A late event is not put there: where the cache holds nothing, it would become the latest.
 * For a duplicate the device's latest is read back: the first event of an identity counts, and what a replay carries may
 * differ from it. So it is where the cache was emptied meanwhile. Where it does not answer, the devices are owed: the events are committed.
 */
export function cacheStored(cache: LatestCache, reader: LatestReader): OnStored {
  const debts = owed(cache, reader)
  return () => {
    const generation = cache.generation()
    return async (events, result) => {
      const fresh = newestOfEach(events, result)
      const taken = await cache.setIfNewer(fresh, generation)
      const stale = duplicates(events, result)
      if (!taken) stale.push(...fresh.map((event) => event.device))
      if (stale.length > 0) await debts.repair(stale)
    }
  }
}

/** Of what was really stored, the newest event of each device, where it is the device's latest. */
function newestOfEach(events: readonly TelemetryEvent[], { receivedAt, late }: StoreResult): StoredEvent[] {
  const newest = new Map<number, StoredEvent>()
  events.forEach((event, index) => {
    const at = receivedAt[index]
    if (at === undefined || late.has(event.device)) return
    const held = newest.get(event.device)
    if (held === undefined || isNewer(event, held)) newest.set(event.device, { ...event, receivedAt: at })
  })
  return [...newest.values()]
}

/** The devices of events that were there before. */
function duplicates(events: readonly TelemetryEvent[], { receivedAt }: StoreResult): number[] {
  const replayed = events.filter((_, index) => receivedAt[index] === undefined)
  return [...new Set(replayed.map((event) => event.device))]
}
