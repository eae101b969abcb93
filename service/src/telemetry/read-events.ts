import type { StoredEvent } from './event.ts'

/** A place between two stored events of a device: right behind this one. */
export interface Position {
  /** Microseconds since the epoch, as exact as PostgreSQL keeps it. */
  readonly at: number
  /** UUID, lower case. */
  readonly eventId: string
}

/** By `(event_time, event_id)`: `desc` is the newest first. */
export type Order = 'asc' | 'desc'

/** Part of the history of a device. */
export interface HistoryQuery {
  readonly device: number
  readonly deviceId: string
  /** Inclusive: milliseconds since the epoch. */
  readonly from: number
  /** Exclusive: milliseconds since the epoch. */
  readonly to: number
  readonly order: Order
  /** Only these measurements of each event. */
  readonly keys?: readonly string[]
  /** Only what follows, in `order`. */
  readonly after?: Position
  readonly limit: number
}

export interface HistoryPage {
  /** In order; at most `limit`, and fewer where they are large. */
  readonly events: readonly StoredEvent[]
  /** Where the next page begins; `undefined`: there is none. */
  readonly next: Position | undefined
}

/** A place in the order in which events were received: right behind this one. */
export interface Receipt {
  /** Microseconds since the epoch, as exact as PostgreSQL keeps it. */
  readonly receivedAt: number
  /** The registry's number of the device. */
  readonly device: number
  /** Microseconds since the epoch. */
  readonly eventTime: number
  /** UUID, lower case. */
  readonly eventId: string
}

/** Events by when they were received, in that order. */
export interface ReceivedQuery {
  /** Inclusive: milliseconds since the epoch. */
  readonly from: number
  /** Exclusive: milliseconds since the epoch. */
  readonly to: number
  /** All devices, where it is left out. */
  readonly device?: number
  /** Only what follows. */
  readonly after?: Receipt
  readonly limit: number
}

export interface ReceivedPage {
  /** In order; at most `limit`, and fewer where they are large or their device was removed. */
  readonly events: readonly StoredEvent[]
  /** Where the next page begins; `undefined`: there is none. */
  readonly next: Receipt | undefined
}

/** What can be told of the values of a measurement in a bucket. */
export const aggregates = ['avg', 'min', 'max', 'sum', 'count', 'first', 'last'] as const
export type Aggregate = (typeof aggregates)[number]

/** Values of a device, a figure a bucket of time. */
export interface AggregateQuery {
  readonly device: number
  /** Inclusive: milliseconds since the epoch. */
  readonly from: number
  /** Exclusive: milliseconds since the epoch. */
  readonly to: number
  /** How long a bucket is; the epoch begins one. */
  readonly intervalMs: number
  /** Only these measurements. */
  readonly keys?: readonly string[]
  readonly aggregates: readonly Aggregate[]
  /** More values than these are not told. */
  readonly maxValues: number
}

/** One measurement in one bucket. */
export interface AggregateValue {
  /** When the bucket begins: milliseconds since the epoch. */
  readonly bucket: number
  readonly key: string
  /** In the order of `AggregateQuery.aggregates`, each as JSON; `null`: no number is among the values. */
  readonly figures: readonly (string | null)[]
}

/** Which event: its identity within its device, and the device. */
export interface EventIdentity {
  readonly device: number
  readonly deviceId: string
  readonly eventId: string
  /** Milliseconds since the epoch. */
  readonly eventTime: number
}

/** Stored events: PostgreSQL's own word, whatever the architecture. Throws only `Unavailable`. */
export interface ReadEvents {
  history(query: HistoryQuery): Promise<HistoryPage>
  received(query: ReceivedQuery): Promise<ReceivedPage>
  /** In the order of buckets, then names; `undefined`: there are more than `maxValues`. */
  aggregate(query: AggregateQuery): Promise<readonly AggregateValue[] | undefined>
  /** `undefined`: it is not stored. */
  event(identity: EventIdentity): Promise<StoredEvent | undefined>
  /** How many events of the device are stored. */
  count(device: number): Promise<number>
}
