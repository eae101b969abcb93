/**
 * A moment between the transactions of PostgreSQL: of everything that is ever committed it says whether it was visible then. Text, to be
 * handed back as it is; see `parseMoment`.
 */
export type Moment = string

/** An event that has become visible. */
export interface Arrival {
  /** The registry's number of the device. */
  readonly device: number
  /** The JSON document, see `storedEventBody`. */
  readonly body: string
}

/** What has become visible between two moments, in the order of storage. */
export interface Arrivals {
  readonly until: Moment
  readonly events: readonly Arrival[]
  /** There are more than were asked for, or than are to be held at a time; `events` then are none. */
  readonly tooMany: boolean
}

/** Which arrivals to read. */
export interface ArrivalQuery {
  readonly since: Moment
  /** Now, where it is left out. */
  readonly until?: Moment
  /** All devices, where it is left out. */
  readonly devices?: readonly number[]
  readonly limit: number
}

/** Reads what has arrived: each committed event is between exactly one pair of successive moments. Throws only `Unavailable`. */
export interface ReadArrivals {
  now(): Promise<Moment>
  between(query: ArrivalQuery): Promise<Arrivals>
}
