import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { uuidSchema } from '../../telemetry/event-schema.ts'
import type { Fault } from '../../telemetry/fault.ts'
import { storedEventBody, storedEventSchema } from '../../telemetry/stored-event-body.ts'
import { isUuid, uuidV7Time } from '../../telemetry/uuid.ts'
import type { Api } from '../api.ts'
import { deviceParams } from '../device-route.ts'
import { knownReader } from '../known-reader.ts'
import { malformedEventId, notFound, notStored, sendProblem, unprocessable } from '../problem.ts'
import { sendOk } from '../reply.ts'
import { invalidQuery } from '../schema-faults.ts'
import { parseTimeParameter, timeParameterSchema } from './time-parameter.ts'

/** The other half of an event's identity. */
const storedEventParameters = Type.Object(
  {
    event_time: Type.Optional(
      timeParameterSchema('the one that the event was sent with; not needed where a UUIDv7 id tells it'),
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
    if (typeof eventTime !== 'number') return sendProblem(reply, unprocessable(eventTime))

    const { device, deviceId } = found
    const event = await api.events.event({ device, deviceId, eventId, eventTime })
    return event === undefined ? sendProblem(reply, notStored) : sendOk(reply, storedEventBody(event))
  }
}

/** The time that was sent, or else the one in the id; or what is wrong with the query. */
function timeOf(eventId: string, sent: string | undefined): number | readonly Fault[] {
  const faults: Fault[] = []
  const time = parseTimeParameter({ name: 'event_time', sent }, faults) ?? uuidV7Time(eventId)
  return faults.length > 0 ? faults : (time ?? [timeRequired])
}

const timeRequired: Fault = {
  pointer: '/event_time',
  code: 'required',
  required: 'the event_time of an event whose id is not a UUIDv7',
}
