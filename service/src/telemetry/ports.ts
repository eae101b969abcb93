import type { TelemetryEvent } from './event.ts'
import type { RejectionCode } from './outcome.ts'

/** What one storing statement did. */
export interface StoreResult {
  /**
   * For each event, in order: PostgreSQL's clock when its row was written, in milliseconds since the epoch; `undefined`: an event
   * of the same identity was there before.
   */
  readonly receivedAt: readonly (number | undefined)[]
  /** Devices whose latest is newer than all that was stored of them: these events are late. */
  readonly late: ReadonlySet<number>
}

/**
 * Stores all events in one transaction, and moves latest where they are newer.
 * Throws `NotStorable` when an event can never be stored (none is stored then), `Unavailable` otherwise.
 */
export type StoreEvents = (events: readonly TelemetryEvent[]) => Promise<StoreResult>

/**
 * Called before a storing statement; what it answers is told after COMMIT, duplicates included: a replay after a crash repairs what the
 * crash left stale.
 */
export type OnStored = () => Tell

export type Tell = (events: readonly TelemetryEvent[], result: StoreResult) => Promise<void>

/** The store's verdict: the data is at fault, not the server. */
export class NotStorable extends Error {
  readonly code: RejectionCode

  constructor(code: RejectionCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'NotStorable'
    this.code = code
  }
}

/** Where an answer came from; `undefined` where there is no cache. */
export type CacheUse = 'hit' | 'miss' | 'bypass' | undefined

/** The latest event of a device, as the body of an answer. */
export interface LatestAnswer {
  /** The JSON document, see `storedEventBody`. */
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

/** The device was removed: what is kept of its latest event outside of PostgreSQL goes too. Never throws. */
export type ForgetLatest = (device: number, deviceId: string) => Promise<void>
