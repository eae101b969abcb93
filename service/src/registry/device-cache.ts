import { singleFlight } from '../single-flight.ts'
import type { RegisteredDevice, Registry } from './registry.ts'

const maxEntries = 100_000
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
  /** As `find`, by the hash of a key. */
  findByKey(keyHash: Buffer): Promise<RegisteredDevice | undefined>
  /** Forgets what this process has just changed. */
  forget(deviceId: string): void
}

/** Caches `registry` in this process. Bounded; concurrent questions about one device are asked once. */
export function deviceCache(registry: Registry, now: () => number = Date.now): DeviceCache {
  const entries = new Map<string, Entry>()
  const oneFlight = singleFlight<RegisteredDevice | undefined>()

  function load(
    name: string,
    read: () => Promise<RegisteredDevice | undefined>,
  ): Promise<RegisteredDevice | undefined> {
    return oneFlight(name, async () => remember(name, await read()))
  }

  function remember(name: string, device: RegisteredDevice | undefined): RegisteredDevice | undefined {
    if (entries.size >= maxEntries) entries.delete(entries.keys().next().value as string)
    const readAt = now()
    // Spread over 15 seconds: keys that were first seen together are not all read again together.
    const lifetime = device === undefined ? unknownForMs : knownForMs - Math.random() * 15_000
    entries.set(name, { device, readAt, validUntil: readAt + lifetime })
    return device
  }

  return {
    async fill() {
      for (const device of await registry.first(maxEntries)) remember(device.deviceId, device)
    },
    find(deviceId) {
      const entry = entries.get(deviceId)
      if (entry !== undefined && now() < entry.validUntil) return entry.device
      return load(deviceId, () => registry.find(deviceId))
    },
    async findMany(deviceIds) {
      const found = new Map<string, RegisteredDevice>()
      const missing: string[] = []
      for (const deviceId of deviceIds) {
        const entry = entries.get(deviceId)
        if (entry === undefined || now() >= entry.validUntil) missing.push(deviceId)
        else if (entry.device !== undefined) found.set(deviceId, entry.device)
      }
      // Unknown ones are not remembered: one question a batch is cheap, and their names are whatever was sent.
      for (const device of missing.length > 0 ? await registry.findMany(missing) : []) {
        remember(device.deviceId, device)
        found.set(device.deviceId, device)
      }
      return found
    },
    async refresh(deviceId) {
      const entry = entries.get(deviceId)
      if (entry !== undefined && now() - entry.readAt < unknownForMs) return entry.device
      return load(deviceId, () => registry.find(deviceId))
    },
    async findByKey(keyHash) {
      const name = `key:${keyHash.toString('base64')}`
      const entry = entries.get(name)
      if (entry !== undefined && now() < entry.validUntil) return entry.device
      return load(name, () => registry.findByKey(keyHash))
    },
    forget: (deviceId) => void entries.delete(deviceId),
  }
}
