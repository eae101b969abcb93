/** One event of one device, validated. Its identity is `(device, eventTime, eventId)`. */
export interface TelemetryEvent {
  /** The registry's number of the device. */
  readonly device: number
  /** UUID, lower case. */
  readonly deviceId: string
  /** UUID, lower case. */
  readonly eventId: string
  /** Milliseconds since the epoch. */
  readonly eventTime: number
  /** A JSON object from measurement name to number, boolean or string, ready for every store. */
  readonly measurements: string
}

/** An event as PostgreSQL holds it. */
export interface StoredEvent extends TelemetryEvent {
  /** When it was stored, by PostgreSQL's clock: milliseconds since the epoch. */
  readonly receivedAt: number
}

/** Whether `left` comes after `right` in the order that decides which event is latest. */
export function isNewer(left: TelemetryEvent, right: TelemetryEvent): boolean {
  return left.eventTime === right.eventTime ? left.eventId > right.eventId : left.eventTime > right.eventTime
}
