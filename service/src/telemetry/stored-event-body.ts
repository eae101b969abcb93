import { Type } from 'typebox'
import type { StoredEvent } from './event.ts'
import { chosenMeasurementsSchema, measurementsSchema, timeSchema, uuidSchema } from './event-schema.ts'
import { rfc3339 } from './event-time.ts'

/** A stored event, as every answer shows it. */
export const storedEventSchema = Type.Object(
  {
    device_id: uuidSchema,
    event_id: uuidSchema,
    event_time: timeSchema,
    received_at: timeSchema,
    measurements: measurementsSchema,
  },
  { description: 'A stored event' },
)

/** A stored event where `keys` may leave nothing of its measurements. */
export const chosenEventSchema = Type.Object(
  { ...storedEventSchema.properties, measurements: chosenMeasurementsSchema },
  { description: 'A stored event, with the measurements that were asked for' },
)

/** The JSON document of a stored event. Every field is JSON-safe by construction; nothing is parsed or escaped. */
export function storedEventBody(event: StoredEvent): string {
  return `{"device_id":"${event.deviceId}","event_id":"${event.eventId}","event_time":"${rfc3339(event.eventTime)}","received_at":"${rfc3339(event.receivedAt)}","measurements":${event.measurements}}`
}
