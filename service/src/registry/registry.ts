/** A device as it authenticates. */
export interface RegisteredDevice {
  /** The registry's number, used in place of the UUID by every store. It is never given to another device. */
  readonly device: number
  readonly deviceId: string
  readonly keyHashes: readonly Buffer[]
  /** Whether its keys open anything. */
  readonly enabled: boolean
  /** Events a second; 0: no limit; `null`: the service's own limit. */
  readonly rateLimit: number | null
}

/** Measurement names and the SenML symbols of their units. */
export type Units = Readonly<Record<string, string>>

/** A device as operators see it. */
export interface DeviceEntry {
  readonly device: number
  readonly deviceId: string
  readonly alias: string | null
  readonly enabled: boolean
  readonly units: Units
  /** As in `RegisteredDevice`. */
  readonly rateLimit: number | null
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/** A key, without anything that would open a door. */
export interface DeviceKey {
  /** UUID: names the key, and is no part of it. */
  readonly keyId: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

export interface DeviceDetails extends DeviceEntry {
  /** Oldest first. */
  readonly keys: readonly DeviceKey[]
}

export interface NewDevice {
  readonly deviceId: string
  readonly alias: string | null
  readonly units?: Units
  readonly rateLimit?: number | null
  readonly keyHash: Buffer
}

/** What changes of a device, as a JSON merge patch (RFC 7396): what is not named stays, `null` clears. */
export interface DevicePatch {
  readonly alias?: string | null
  readonly enabled?: boolean
  readonly units?: Readonly<Record<string, string | null>> | null
  readonly rate_limit?: number | null
}

/** Which devices to list, in the order of their numbers. */
export interface DeviceQuery {
  /** Devices with a number above this. */
  readonly after: number
  readonly limit: number
  /** What the alias or the id begins with, in upper or lower case. */
  readonly search?: string | undefined
}

/** Units that a device may have: as many as measurements of one event. */
export const maxUnits = 64

/** Who is who. Throws only `Unavailable`. */
export interface DeviceLookup {
  find(deviceId: string): Promise<RegisteredDevice | undefined>
  /** Those of these devices that are registered, in any order. */
  findMany(deviceIds: readonly string[]): Promise<readonly RegisteredDevice[]>
  /** The device that has the key with this hash. */
  findByKey(keyHash: Buffer): Promise<RegisteredDevice | undefined>
  /** The first `limit` devices. */
  first(limit: number): Promise<readonly RegisteredDevice[]>
}

/** The devices and their keys. `undefined` is an unknown device where nothing else is said. Throws only `Unavailable`. */
export interface Registry extends DeviceLookup {
  /** `undefined`: the id is taken. */
  register(device: NewDevice): Promise<DeviceDetails | undefined>
  list(query: DeviceQuery): Promise<readonly DeviceEntry[]>
  count(): Promise<number>
  describe(deviceId: string): Promise<DeviceDetails | undefined>
  /** `'too_many_units'`: more than `maxUnits` would be left; nothing is changed. */
  update(deviceId: string, patch: DevicePatch): Promise<DeviceDetails | 'too_many_units' | undefined>
  /** Removes the device, its keys and its latest event; resolves with its number. Its stored events leave with their partitions. */
  remove(deviceId: string): Promise<number | undefined>
  /** `'full'`: the device has two keys. */
  addKey(deviceId: string, keyHash: Buffer): Promise<DeviceKey | 'full' | undefined>
  /** Whether the device had this key. */
  removeKey(deviceId: string, keyId: string): Promise<boolean>
}
