/** A device as it authenticates. */
export interface RegisteredDevice {
  /** The registry's number, used in place of the UUID by every store. */
  readonly device: number
  readonly deviceId: string
  readonly keyHashes: readonly Buffer[]
}

/** A device as operators see it. */
export interface DeviceEntry {
  readonly device: number
  readonly deviceId: string
  readonly alias: string | null
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

export interface NewDevice {
  readonly deviceId: string
  readonly alias: string | null
  readonly keyHash: Buffer
}

/** Which devices to list, in the order of their numbers. */
export interface DeviceQuery {
  /** Devices with a number above this. */
  readonly after: number
  readonly limit: number
  /** What the alias or the id begins with, in upper or lower case. */
  readonly search?: string | undefined
}

/** The devices and their keys. Throws only `Unavailable`. */
export interface Registry {
  find(deviceId: string): Promise<RegisteredDevice | undefined>
  /** Those of these devices that are registered, in any order. */
  findMany(deviceIds: readonly string[]): Promise<readonly RegisteredDevice[]>
  /** The device that has the key with this hash. */
  findByKey(keyHash: Buffer): Promise<RegisteredDevice | undefined>
  /** The first `limit` devices. */
  first(limit: number): Promise<readonly RegisteredDevice[]>
  /** `undefined`: the id is taken. */
  register(device: NewDevice): Promise<DeviceEntry | undefined>
  list(query: DeviceQuery): Promise<readonly DeviceEntry[]>
}
