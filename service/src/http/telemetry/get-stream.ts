import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { parseMoment } from '../../live/moment.ts'
import { DeviceDisabled } from '../../registry/device-disabled.ts'
import type { RegisteredDevice } from '../../registry/registry.ts'
import { isUuid } from '../../telemetry/uuid.ts'
import type { Api } from '../api.ts'
import { apiKeyOf, isOperator } from '../credentials.ts'
import { malformed } from '../malformed.ts'
import { type Problem, sendProblem, unauthorized, unknownDevice, unprocessable } from '../problem.ts'
import { invalidQuery } from '../schema-faults.ts'
import { eventStream } from './event-stream.ts'

/** Shorter than the 60 s after which a load balancer closes a silent connection. */
const heartbeatMs = 15_000
const maxBeatsWhileFull = 4

const streamParameters = Type.Object(
  {
    device_id: Type.Optional(Type.String({ description: 'a UUID' })),
    last_event_id: Type.Optional(
      Type.String({
        description: 'the id of an event: as the header Last-Event-ID, for those who cannot send one',
      }),
    ),
  },
  { additionalProperties: false },
)

export const streamSchema = {
  operationId: 'streamEvents',
  tags: ['telemetry'],
  summary: 'Events as they are stored, as server-sent events',
  querystring: streamParameters,
  response: {
    200: {
      description: 'A stream that does not end by itself',
      content: { 'text/event-stream': { schema: Type.String() } },
    },
  },
}

interface StreamRoute {
  Querystring: { readonly device_id?: string; readonly last_event_id?: string }
}

type StreamRequest = FastifyRequest<StreamRoute>

/** Whom a stream is for: one device, or all. */
type Audience =
  | { readonly kind: 'device'; readonly device: RegisteredDevice }
  | { readonly kind: 'fleet' }
  | { readonly kind: 'refused'; readonly problem: Problem }

/**
 * `GET /api/telemetry/stream`: events as they are stored, in order of arrival, as server-sent events. A device gets its own; the operator those of
 * `device_id`, or all. `Last-Event-ID` goes on where a stream broke off, up to an hour later: nothing is missed, some may come again. What a
 * reader is too slow for is left out, and told by an event `gap` with the times between which to read history.
 */
export function getStream(api: Api) {
  return async (request: StreamRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const audience = await audienceOf(request, api)
    if (audience.kind === 'refused') return sendProblem(reply, audience.problem)
    const last = lastEventId(request)
    if (last !== undefined && parseMoment(last) === undefined)
      return sendProblem(
        reply,
        unprocessable([malformed('last_event_id', 'the id of an event of this stream', last)]),
      )
    const { raw } = reply
    const stream = eventStream(raw, audience.kind === 'device' ? audience.device.device : undefined)
    const listening = api.live.listen(stream, last)
    const beating = setInterval(() => void beat(), heartbeatMs)
    raw.on('error', () => undefined) // the client is gone
    raw.on('close', () => {
      clearInterval(beating)
      listening[Symbol.dispose]()
    })

    let beatsWhileFull = 0

    /** A key that was revoked meanwhile gets nothing more, and who has read nothing for a minute is let go. */
    async function beat(): Promise<void> {
      beatsWhileFull = stream.isFull() ? beatsWhileFull + 1 : 0
      if (beatsWhileFull > maxBeatsWhileFull) {
        raw.destroy()
        return
      }
      const { kind } = await audienceOf(request, api).catch(whereItFailed)
      if (kind === 'refused') stream.end()
      else stream.heartbeat()
    }

    reply.hijack()
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    raw.write('retry: 1000\n\n')
    return reply
  }
}

/** The registry may be down for a moment; a device that was disabled meanwhile is refused. */
function whereItFailed(error: unknown): Pick<Audience, 'kind'> {
  return { kind: error instanceof DeviceDisabled ? 'refused' : 'fleet' }
}

async function audienceOf(request: StreamRequest, { authenticator, devices }: Api): Promise<Audience> {
  const apiKey = apiKeyOf(request.headers)
  if (apiKey === undefined && !isOperator(request.headers, authenticator)) return refused(unauthorized)
  const own = apiKey === undefined ? undefined : await authenticator.deviceOfKey(apiKey)
  if (apiKey !== undefined && own === undefined) return refused(unauthorized)
  const invalid = invalidQuery(request)
  if (invalid !== undefined) return refused(invalid)
  const deviceId = request.query.device_id?.toLowerCase()
  if (deviceId !== undefined && !isUuid(deviceId))
    return refused(unprocessable([malformed('device_id', 'a UUID', deviceId)]))
  if (own !== undefined)
    return deviceId === undefined || deviceId === own.deviceId
      ? { kind: 'device', device: own }
      : refused(unauthorized)
  if (deviceId === undefined) return { kind: 'fleet' }
  const device = await devices.find(deviceId)
  return device === undefined ? refused(unknownDevice) : { kind: 'device', device }
}

function lastEventId({ headers, query }: StreamRequest): string | undefined {
  const sent = headers['last-event-id'] ?? query.last_event_id
  return Array.isArray(sent) ? sent[0] : sent
}

function refused(problem: Problem): Audience {
  return { kind: 'refused', problem }
}
