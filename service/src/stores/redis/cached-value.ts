import type { StoredEvent } from '../../telemetry/event.ts'
import { latestEtag } from '../../telemetry/latest-etag.ts'
import { storedEventBody } from '../../telemetry/stored-event-body.ts'

const timeDigits = 15
const idAt = timeDigits + 1
const bodyAt = idAt + 36

/** The first characters of a cached value: `(event_time, event_id)` so that comparing text compares events. */
export const orderLength: number = bodyAt

/** What lies in Redis: the order, then the ready-made body, so that a hit needs no JSON work. */
export function cachedValue(event: StoredEvent): string {
  return `${String(event.eventTime).padStart(timeDigits, '0')}:${event.eventId}${storedEventBody(event)}`
}

/** The answer in a cached value. */
export function parseCachedValue(value: string): { readonly body: string; readonly etag: string } {
  const eventTime = Number(value.slice(0, timeDigits))
  const eventId = value.slice(idAt, bodyAt)
  return { body: value.slice(bodyAt), etag: latestEtag({ eventId, eventTime }) }
}
