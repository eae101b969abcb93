import { singleFlight } from '../concurrency/single-flight.ts'
import type { DeviceLookup, RegisteredDevice } from './registry.ts'

const maxEntries = 100_000
const maxStrangers = 10_000
const knownForMs = 60_000
/** A device that was registered, or a key that was added, by another task is known after this at the latest. */
const unknownForMs = 1000

interface Entry {
  readonly device: RegisteredDevice | undefined
  readonly readAt: number
  readonly validUntil: number
}

/** The registry's answers, kept for at most 60 seconds. */
export interface DeviceCache {
  /** Reads as many devices as it has room for, in one question. A task that serves at once would ask for each of them. */
  fill(): Promise<void>
  /** The device as last read, or a promise of it. Unknown devices are remembered for a second. */
  find(deviceId: string): RegisteredDevice | undefined | Promise<RegisteredDevice | undefined>
  /** As `find`, of many: whatever is not cached is one question. Those that are registered, by their ids. */
  findMany(deviceIds: Iterable<string>): Promise<ReadonlyMap<string, RegisteredDevice>>
  /** Reads the device again, at most once a second: after its key did not match. */
  refresh(deviceId: string): Promise<RegisteredDevice | undefined>
  /** The device that has, or had within a minute, the key with this hash. */
  findByKey(keyHash: Buffer): Promise<RegisteredDevice | undefined>
  /** Forgets what this process has just changed, at once; other processes know after 60 seconds at most. */
  forget(deviceId: string): void
}

/** Caches `registry` in this process. Bounded; concurrent questions about one device are asked once. */
export function deviceCache(registry: DeviceLookup, now: () => number = Date.now): DeviceCache {
  const entries = new Map<string, Entry>()
  /** What nobody is registered as, apart from the entries: whoever makes up names pushes no device out of them. */
  const strangers = new Map<string, Entry>()
  const oneFlight = singleFlight<RegisteredDevice | undefined>()
  let changes = 0

  function held(name: string): Entry | undefined {
    return entries.get(name) ?? strangers.get(name)
  }

  /** What was asked before a change may not know of it: the answer is not kept, nor given to whoever asks after it. */
  function load(
    name: string,
    read: () => Promise<RegisteredDevice | undefined>,
  ): Promise<RegisteredDevice | undefined> {
    const before = changes
    return oneFlight(`${name}@${before}`, async () => {
      const device = await read()
      return before === changes ? remember(name, device) : device
    })
  }

  function remember(name: string, device: RegisteredDevice | undefined): RegisteredDevice | undefined {
    const readAt = now()
    drop(name)
    if (device === undefined) {
      makeRoom(strangers, maxStrangers)
      strangers.set(name, { device, readAt, validUntil: readAt + unknownForMs })
    } else {
      makeRoom(entries, maxEntries)
      // Spread over 15 seconds: keys that were first seen together are not all read again together.
      entries.set(name, { device, readAt, validUntil: readAt + knownForMs - Math.random() * 15_000 })
    }
    return device
  }

  function drop(name: string): void {
    entries.delete(name)
    strangers.delete(name)
  }

  function find(deviceId: string): RegisteredDevice | undefined | Promise<RegisteredDevice | undefined> {
    const entry = held(deviceId)
    if (entry !== undefined && now() < entry.validUntil) return entry.device
    return load(deviceId, () => registry.find(deviceId))
  }

  return {
    async fill() {
      for (const device of await registry.first(maxEntries)) remember(device.deviceId, device)
    },
    find,
    async findMany(deviceIds) {
      const found = new Map<string, RegisteredDevice>()
      const missing: string[] = []
      for (const deviceId of deviceIds) {
        const entry = entries.get(deviceId)
        if (entry?.device === undefined || now() >= entry.validUntil) missing.push(deviceId)
        else found.set(deviceId, entry.device)
      }
      if (missing.length === 0) return found
      const before = changes
      // Unknown ones are not remembered: one question a batch is cheap, and their names are whatever was sent.
      for (const device of await registry.findMany(missing)) {
        if (before === changes) remember(device.deviceId, device)
        found.set(device.deviceId, device)
      }
      return found
    },
    async refresh(deviceId) {
      const entry = held(deviceId)
      if (entry !== undefined && now() - entry.readAt < unknownForMs) return entry.device
      return load(deviceId, () => registry.find(deviceId))
    },
    async findByKey(keyHash) {
      const name = `key:${keyHash.toString('base64')}`
      const entry = held(name)
      const isFresh = entry !== undefined && now() < entry.validUntil
      const holder = isFresh ? entry.device : await load(name, () => registry.findByKey(keyHash))
      // A key leads to a device's id only: what holds of the device is kept, and forgotten, in one place.
      return holder === undefined ? undefined : find(holder.deviceId)
    },
    forget(deviceId) {
      changes += 1
      drop(deviceId)
    },
  }
}

/** The entry that was read longest ago makes room. */
function makeRoom(entries: Map<string, Entry>, most: number): void {
  if (entries.size >= most) entries.delete(entries.keys().next().value as string)
}
