import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { parseMoment } from '../../live/moment.ts'
import { type WaitingLimits, waitingRoom } from '../../live/waiting.ts'
import { DeviceDisabled } from '../../registry/device-disabled.ts'
import { uuidSchema } from '../../telemetry/event-schema.ts'
import type { Api } from '../api.ts'
import { malformed } from '../malformed.ts'
import { sendProblem, tooManyStreams, unprocessable } from '../problem.ts'
import { eventStream } from './event-stream.ts'
import { keepBeating } from './keep-beating.ts'
import { type ReaderLimits, readerPlaces } from './reader-places.ts'
import { audienceOf } from './stream-audience.ts'

const mebibyte = 1024 * 1024

/** What one task gives to streams. A device opens some more than it needs while it does not know yet that it was cut off. */
const streamLimits = {
  readers: { device: 10, operator: 500 },
  waiting: { most: mebibyte, mostOfAll: 64 * mebibyte, always: 32 * 1024 },
}

const streamParameters = Type.Object(
  {
    device_id: Type.Optional(uuidSchema),
    last_event_id: Type.Optional(
      Type.String({
        description: 'the id of an event: as the header Last-Event-ID, for those who cannot send one',
      }),
    ),
  },
  { additionalProperties: false },
)

const { device, operator } = streamLimits.readers
const streamDescription = `A stream that does not end by itself: an event each, as JSON, and its id to go on from. What a reader is too slow for, or missed for more than an hour, is left out and told by an event \`gap\`: GET /api/telemetry/received with its \`from\` and \`to\` has all that was left out, and some that came before. A task keeps ${device} streams of a device at a time, and ${operator} of the operator.`

export const streamSchema = {
  operationId: 'streamEvents',
  tags: ['telemetry'],
  summary: 'Events as they are stored, as server-sent events',
  querystring: streamParameters,
  response: {
    200: {
      description: streamDescription,
      content: { 'text/event-stream': { schema: Type.String() } },
    },
  },
}

interface StreamRoute {
  Querystring: { readonly device_id?: string; readonly last_event_id?: string }
}

type StreamRequest = FastifyRequest<StreamRoute>

/** What may be open, and may wait. */
export interface StreamLimits {
  readonly readers: ReaderLimits
  readonly waiting: WaitingLimits
}

/**
 * `GET /api/telemetry/stream`: events as they are stored, in order of arrival, as server-sent events. A device gets its own; the operator those of
 * `device_id`, or all. `Last-Event-ID` goes on where a stream broke off, up to an hour later: nothing is missed, some may come again. What a
 * reader is too slow for is left out, and told by an event `gap` with the times between which it was received, to be read from `/api/telemetry/received`.
 */
export function getStream(api: Api, { readers, waiting }: StreamLimits = streamLimits) {
  const places = readerPlaces(readers)
  const room = waitingRoom(waiting)
  return async (request: StreamRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const audience = await audienceOf(request, api)
    if (audience.kind === 'refused') return sendProblem(reply, audience.problem)
    const last = lastEventId(request)
    if (last !== undefined && parseMoment(last) === undefined) return refuseLastEventId(reply, last)
    const { reader, device } = audience
    const place = places.take(reader)
    if (place === undefined) return sendProblem(reply, tooManyStreams(places.most(reader)))

    using opening = new DisposableStack()
    opening.use(place)
    const { raw } = reply
    const stream = opening.use(eventStream(raw, { device, room }))
    opening.use(api.live.listen(stream, last))
    opening.use(keepBeating({ raw, stream, mayGoOn: () => mayGoOn(request, api) }))
    closeWith(reply, opening.move())
    begin(reply)
    return reply
  }
}

function refuseLastEventId(reply: FastifyReply, sent: string): FastifyReply {
  const fault = malformed('last_event_id', 'the id of an event of this stream', sent)
  return sendProblem(reply, unprocessable([fault]))
}

function closeWith({ raw }: FastifyReply, open: DisposableStack): void {
  raw.on('error', () => undefined) // the client is gone
  raw.on('close', () => open.dispose())
  // It left while it was asked who it is, and nothing will tell of that again.
  if (raw.closed) open.dispose()
}

function begin(reply: FastifyReply): void {
  const { raw } = reply
  reply.hijack()
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  raw.write('retry: 1000\n\n')
}

/** Not for who was disabled meanwhile; the registry itself may be down for a moment. */
async function mayGoOn(request: StreamRequest, api: Api): Promise<boolean> {
  try {
    const { kind } = await audienceOf(request, api)
    return kind === 'reader'
  } catch (error) {
    return !(error instanceof DeviceDisabled)
  }
}

function lastEventId({ headers, query }: StreamRequest): string | undefined {
  const sent = headers['last-event-id'] ?? query.last_event_id
  return Array.isArray(sent) ? sent[0] : sent
}
