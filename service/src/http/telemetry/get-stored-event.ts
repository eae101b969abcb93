import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { uuidSchema } from '../../telemetry/event-schema.ts'
import { parseTime } from '../../telemetry/event-time.ts'
import { excerpt, type Fault } from '../../telemetry/fault.ts'
import { storedEventBody, storedEventSchema } from '../../telemetry/stored-event-body.ts'
import { isUuid, uuidV7Time } from '../../telemetry/uuid.ts'
import type { Api } from '../api.ts'
import { deviceParams } from '../device-route.ts'
import { knownReader } from '../known-reader.ts'
import { malformedEventId, notFound, notStored, sendProblem, unprocessable } from '../problem.ts'
import { sendOk } from '../reply.ts'
import { invalidQuery } from '../schema-faults.ts'

/** The other half of an event's identity. */
const storedEventParameters = Type.Object(
  {
    event_time: Type.Optional(
      Type.String({
        description: 'the RFC 3339 time that the event was sent with; not needed where a UUIDv7 id tells it',
      }),
    ),
  },
  { additionalProperties: false },
)

export const storedEventRouteSchema = {
  operationId: 'getStoredEvent',
  tags: ['telemetry'],
  summary: 'One event, if it is stored; an event that is enqueued only is not stored yet',
  params: Type.Object({ ...deviceParams.properties, event_id: uuidSchema }),
  querystring: storedEventParameters,
  response: { 200: storedEventSchema },
}

export interface StoredEventRoute {
  Params: Type.Static<typeof storedEventRouteSchema.params>
  Querystring: Type.Static<typeof storedEventParameters>
}

/** `GET /api/telemetry/{device_id}/events/{event_id}`: the event, if it is stored. What is only enqueued is not, yet. */
export function getStoredEvent(api: Api) {
  return async (request: FastifyRequest<StoredEventRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const found = await knownReader(request, api)
    if ('status' in found) return sendProblem(reply, found)
    const eventId = request.params.event_id.toLowerCase()
    if (!isUuid(eventId)) return sendProblem(reply, eventId === '' ? notFound : malformedEventId)
    const invalid = invalidQuery(request)
    if (invalid !== undefined) return sendProblem(reply, invalid)
    const eventTime = timeOf(eventId, request.query.event_time)
    if (typeof eventTime !== 'number') return sendProblem(reply, unprocessable([eventTime]))

    const { device, deviceId } = found
    const event = await api.events.event({ device, deviceId, eventId, eventTime })
    return event === undefined ? sendProblem(reply, notStored) : sendOk(reply, storedEventBody(event))
  }
}

function timeOf(eventId: string, sent: string | undefined): number | Fault {
  const time = sent === undefined ? uuidV7Time(eventId) : parseTime(sent)
  if (time !== undefined) return time
  const pointer = '/event_time'
  return sent === undefined
    ? { pointer, code: 'required', required: 'the event_time of an event whose id is not a UUIDv7' }
    : { pointer, code: 'not_a_time', required: 'an RFC 3339 time with its offset', sent: excerpt(sent) }
}
