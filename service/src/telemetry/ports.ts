import type { TelemetryEvent } from './event.ts'

/** What one storing statement did. */
export interface StoreResult {
  /** For each event, in order: whether an event of the same identity was there before. */
  readonly duplicates: readonly boolean[]
  /** PostgreSQL's clock in the statement: milliseconds since the epoch. */
  readonly receivedAt: number
}

/**
 * Stores all events in one transaction, and moves latest where they are newer.
 * Throws `NotStorable` when an event can never be stored (none is stored then), `Unavailable` otherwise.
 */
export type StoreEvents = (events: readonly TelemetryEvent[]) => Promise<StoreResult>

/** Told after COMMIT, duplicates included: a replay after a crash repairs what the crash left stale. */
export type OnStored = (events: readonly TelemetryEvent[], result: StoreResult) => Promise<void>

/** The statement's own verdict: the data is at fault (SQLSTATE class 22 or 23), not the server. */
export class NotStorable extends Error {
  readonly code: 'out_of_range' | 'not_storable'

  constructor(code: 'out_of_range' | 'not_storable', message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'NotStorable'
    this.code = code
  }
}

/** Where an answer came from; `undefined` where there is no cache. */
export type CacheUse = 'hit' | 'miss' | 'bypass' | undefined

/** The latest event of a device, as the body of an answer. */
export interface LatestAnswer {
  /** The JSON document, see `latestBody`. */
  readonly body: string
  readonly etag: string
  readonly cache: CacheUse
}

/** Which devices of the fleet to read. */
export interface FleetQuery {
  readonly limit: number
  /** Devices with a number above this. */
  readonly after: number
  readonly deviceIds?: readonly string[]
  /** Only events stored since this moment: milliseconds since the epoch. */
  readonly updatedSince?: number
}

export interface FleetPage {
  /** In the order of `device`, at most `limit`; `body` as in `LatestAnswer`. */
  readonly items: readonly { readonly device: number; readonly body: string }[]
  /** More devices follow. */
  readonly more: boolean
  readonly cache: CacheUse
}

/** Latest events: one device's, or a page of the fleet. Throws only `Unavailable`. */
export interface ReadLatest {
  device(device: number, deviceId: string): Promise<LatestAnswer | undefined>
  fleet(query: FleetQuery): Promise<FleetPage>
}
