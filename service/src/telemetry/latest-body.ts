import { Type } from 'typebox'
import type { StoredEvent } from './event.ts'
import { measurementsSchema, timeSchema, uuidSchema } from './event-schema.ts'
import { rfc3339 } from './event-time.ts'

export const latestBodySchema = Type.Object(
  {
    device_id: uuidSchema,
    event_id: uuidSchema,
    event_time: timeSchema,
    received_at: timeSchema,
    measurements: measurementsSchema,
  },
  { description: 'A stored event' },
)

/** The JSON document of one latest event. Every field is JSON-safe by construction; nothing is parsed or escaped. */
export function latestBody(event: StoredEvent): string {
  return `{"device_id":"${event.deviceId}","event_id":"${event.eventId}","event_time":"${rfc3339(event.eventTime)}","received_at":"${rfc3339(event.receivedAt)}","measurements":${event.measurements}}`
}

/**
 * The entity tag of a latest event: its identity within the device. Weak, because the same event may come from
 * the cache or from PostgreSQL with its measurements in another order.
 */
export function latestEtag(event: { readonly eventId: string; readonly eventTime: number }): string {
  return `W/"${event.eventId}.${event.eventTime.toString(36)}"`
}
