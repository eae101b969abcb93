import type { LatestReader } from '../stores/postgres/latest-reader.ts'
import type { LatestCache } from '../stores/redis/latest-cache.ts'
import { isNewer, type StoredEvent, type TelemetryEvent } from '../telemetry/event.ts'
import type { OnStored, StoreResult } from '../telemetry/ports.ts'

const maxOwed = 100_000

/**
 * Puts what was stored into the cache, if newer. For a duplicate the device's latest is read back first: the first event of
 * an identity counts, and what a replay carries may differ from it. Devices whose event the cache did not take are owed:
 * they are read back and set when it answers again.
 */
export function cacheStored(cache: LatestCache, reader: LatestReader): OnStored {
  const owed = new Set<number>()

  async function readBack(devices: readonly number[]): Promise<void> {
    const done = await cache.setIfNewer(await reader.devices(devices))
    for (const device of devices) {
      if (done) owed.delete(device)
      else if (owed.size < maxOwed) owed.add(device)
    }
  }

  return async (events, result) => {
    const fresh = newestOfEach(events, result)
    const duplicates = events
      .filter((_, index) => result.receivedAt[index] === undefined)
      .map((event) => event.device)
    const done = await cache.setIfNewer(fresh)
    if (!done) for (const event of fresh) owed.add(event.device)
    const toRead = done ? [...new Set([...duplicates, ...owed])] : duplicates
    // It is committed: a cache that cannot be repaired now is no reason to refuse the write.
    if (toRead.length > 0)
      await readBack(toRead).catch(() => toRead.forEach((device) => void owed.add(device)))
  }
}

/** Of what was really stored, the newest event of each device. */
function newestOfEach(events: readonly TelemetryEvent[], result: StoreResult): StoredEvent[] {
  const newest = new Map<number, { readonly event: TelemetryEvent; readonly receivedAt: number }>()
  events.forEach((event, index) => {
    const receivedAt = result.receivedAt[index]
    const held = newest.get(event.device)?.event
    if (receivedAt !== undefined && (held === undefined || isNewer(event, held)))
      newest.set(event.device, { event, receivedAt })
  })
  return [...newest.values()].map(({ event, receivedAt }) => ({ ...event, receivedAt }))
}
