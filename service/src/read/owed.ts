import { setTimeout as delay } from 'node:timers/promises'
import type { LatestReader } from '../stores/postgres/latest-reader.ts'
import type { LatestCache } from '../stores/redis/latest-cache.ts'

const maxOwed = 100_000
const perTurn = 500
const againAfterMs = 250
const attempts = 3

/** Devices whose latest the cache may not have: it did not answer when it was to be told. */
export interface Owed {
  /** Reads these devices back and sets them now, or where that cannot be done, as soon as it can. Never rejects. */
  repair(devices: readonly number[]): Promise<void>
}

/** Nothing is owed. What is, is repaired by itself as soon as PostgreSQL and the cache answer, without another write. */
export function owed(cache: LatestCache, reader: LatestReader): Owed {
  const devices = new Set<number>()
  /** More than can be remembered: then the cache has to forget everything instead. */
  let everything = false
  let repairing = false

  async function readBack(some: readonly number[]): Promise<boolean> {
    const generation = cache.generation()
    return cache.setIfNewer(await reader.devices(some), generation)
  }

  async function repairSome(): Promise<void> {
    if (everything) {
      await cache.clear()
      everything = false
    }
    const some = devices.values().take(perTurn).toArray()
    // Before it is read back: an event that is stored meanwhile owes the device again.
    for (const device of some) devices.delete(device)
    if (!(await readBack(some).catch(() => false))) remember(some)
  }

  async function repairAll(): Promise<void> {
    if (repairing) return
    repairing = true
    while (everything || devices.size > 0) {
      await delay(againAfterMs, undefined, { ref: false })
      if (cache.isAnswering()) await repairSome().catch(() => undefined) // it is gone again
    }
    repairing = false
  }

  function remember(some: readonly number[]): void {
    if (devices.size + some.length > maxOwed) everything = true
    else for (const device of some) devices.add(device)
  }

  function owe(some: readonly number[]): void {
    remember(some)
    void repairAll()
  }

  return {
    async repair(some) {
      // Refused once more: the cache was emptied once more.
      for (let attempt = 1; attempt <= attempts && cache.isAnswering(); attempt += 1) {
        if (await readBack(some).catch(() => false)) return
      }
      owe(some)
    },
  }
}
