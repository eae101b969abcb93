import { Type } from 'typebox'
import { describedUuid, eventSchema } from '../../telemetry/event-schema.ts'
import { maxBatchEvents } from '../limits.ts'

const one = { description: 'As an event is sent alone, to `POST /api/telemetry/{device_id}`' }

export const deviceBatchSchema = batchOf(eventSchema)
export const gatewayBatchSchema = batchOf(Type.Object({ device_id: describedUuid('whose event it is') }, one))

/** What became of a batch, see `BatchAnswer`. */
export const batchAnswerSchema = Type.Object({
  accepted: Type.Integer({ description: 'events that are new, or not known to be a duplicate' }),
  duplicates: Type.Integer({ description: 'events that were stored before, or stand in the batch twice' }),
  rejected: Type.Integer({ description: 'events that are wrong; the others were taken' }),
  idempotent: Type.Boolean({
    description: 'whether sending the batch again stores nothing twice: false where an event has no event_id',
  }),
  errors: Type.Array(
    Type.Object({
      index: Type.Integer({
        description: 'place of the event in the batch, from 0; blank lines do not count',
      }),
      code: Type.String(),
      pointer: Type.String({ description: 'JSON pointer into the event' }),
      required: Type.String(),
      sent: Type.Optional(Type.Unknown()),
    }),
  ),
})

function batchOf(event: Type.TSchema) {
  const events = Type.Array(event, { minItems: 1, maxItems: maxBatchEvents })
  return {
    content: {
      'application/json': { schema: Type.Object({ events }, { additionalProperties: false }) },
      'application/x-ndjson': { schema: Type.String({ description: 'one event a line' }) },
    },
  }
}
