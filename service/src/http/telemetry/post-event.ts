import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { eventSchema, timeSchema, uuidSchema } from '../../telemetry/event-schema.ts'
import { rfc3339 } from '../../telemetry/event-time.ts'
import type { Outcome } from '../../telemetry/outcome.ts'
import { type ParsedEvent, parseEvent } from '../../telemetry/parse-event.ts'
import type { Api } from '../api.ts'
import { apiKeyOf } from '../credentials.ts'
import { type DeviceRoute, deviceIdOf, deviceParams, noDeviceId } from '../device-route.ts'
import { readJson } from '../json-body.ts'
import { sendProblem, unauthorized, unprocessable } from '../problem.ts'
import { sendAccepted, sendCreated, sendOk } from '../reply.ts'
import { storeFault } from '../store-fault.ts'

const receiptSchema = {
  device_id: uuidSchema,
  event_id: uuidSchema,
  event_time: timeSchema,
  idempotent: Type.Boolean({ description: 'A retry of the same body is recognised' }),
}
const withDuplicate = { ...receiptSchema, duplicate: Type.Boolean() }

export const eventRouteSchema = {
  operationId: 'postEvent',
  tags: ['telemetry'],
  summary: 'Stores one event of a device',
  params: deviceParams,
  body: eventSchema,
  response: {
    200: Type.Object(withDuplicate, { description: 'A replay: the event was stored before' }),
    201: Type.Object(
      { ...receiptSchema, duplicate: Type.Optional(Type.Boolean()) },
      { description: 'Stored' },
    ),
    202: Type.Object(receiptSchema, { description: 'In the queue on every replica, and not stored yet' }),
  },
}

/** `POST /api/telemetry/{device_id}`: one event of the device that the key belongs to. */
export function postEvent({ accept, acknowledgement, authenticator, limits, retentionMs }: Api) {
  return async (request: FastifyRequest<DeviceRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const deviceId = deviceIdOf(request)
    if (deviceId === undefined) return sendProblem(reply, noDeviceId(request))
    const apiKey = apiKeyOf(request.headers)
    if (apiKey === undefined) return sendProblem(reply, unauthorized)
    const known = authenticator.device(deviceId, apiKey)
    const device = known instanceof Promise ? await known : known
    if (device === undefined) return sendProblem(reply, unauthorized)
    const exceeded = limits.take(device, 1)
    if (exceeded !== undefined) return sendProblem(reply, exceeded)

    const body = readJson(request)
    if (body.kind === 'refused') return sendProblem(reply, body.problem)
    const parsed = parseEvent(body.document, { now: Date.now(), retentionMs })
    if (parsed.kind === 'faulty') return sendProblem(reply, unprocessable(parsed.faults))

    const { eventId, eventTime, measurements } = parsed.event
    const [outcome] = await accept([{ device: device.device, deviceId, eventId, eventTime, measurements }])
    return answer(reply.header('telemetry-ack', acknowledgement), outcome as Outcome, deviceId, parsed.event)
  }
}

function answer(reply: FastifyReply, outcome: Outcome, deviceId: string, event: ParsedEvent): FastifyReply {
  switch (outcome.kind) {
    case 'committed':
      return outcome.duplicate
        ? sendOk(reply, receipt(deviceId, event, ',"duplicate":true'))
        : sendCreated(reply, receipt(deviceId, event, ',"duplicate":false'))
    case 'enqueued':
      return sendAccepted(reply, receipt(deviceId, event, ''))
    case 'discarded':
      return sendCreated(reply, receipt(deviceId, event, ''))
    case 'rejected':
      reply.removeHeader('telemetry-ack')
      return sendProblem(reply, unprocessable([storeFault(outcome.code)]))
  }
}

/** What was taken, with the identity that a retry has to repeat. Nothing in it needs escaping. */
function receipt(deviceId: string, { eventId, eventTime, idempotent }: ParsedEvent, more: string): string {
  return `{"device_id":"${deviceId}","event_id":"${eventId}","event_time":"${rfc3339(eventTime)}","idempotent":${idempotent}${more}}`
}
