import type { FastifyReply, FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import { Type } from 'typebox'
import { semaphore } from '../../concurrency/semaphore.ts'
import { log } from '../../log/log.ts'
import type { HistoryPage, HistoryQuery } from '../../telemetry/read-events.ts'
import { chosenEventSchema, storedEventBody } from '../../telemetry/stored-event-body.ts'
import { Unavailable } from '../../telemetry/unavailable.ts'
import type { Api } from '../api.ts'
import { type DeviceRoute, deviceParams } from '../device-route.ts'
import { knownReader } from '../known-reader.ts'
import { pageSchema } from '../page.ts'
import { notAcceptable, sendProblem, unprocessable } from '../problem.ts'
import { sendFile, sendOk } from '../reply.ts'
import { invalidQuery } from '../schema-faults.ts'
import { historyCursor } from './history-cursor.ts'
import { csv, type HistoryFormat, ndjson } from './history-format.ts'
import { type HistoryParameters, historyParameters, parseHistoryQuery } from './history-query.ts'
import { streamHistory } from './stream-history.ts'

const text = Type.String()

export const historyRouteSchema = {
  operationId: 'getHistory',
  tags: ['telemetry'],
  summary: 'The stored events of a device: a page of JSON, or the whole range as NDJSON or CSV by Accept',
  params: deviceParams,
  querystring: historyParameters,
  response: {
    200: {
      description: 'Events. Where a stream fails the connection is cut: a body that ends is whole.',
      content: {
        'application/json': { schema: pageSchema(chosenEventSchema) },
        'application/x-ndjson': { schema: text },
        'text/csv': { schema: text },
      },
    },
  },
}

export interface HistoryRoute extends DeviceRoute {
  Querystring: HistoryParameters
}

/** A page of JSON, or a stream of everything. The first is sent to whoever takes anything. */
const offered = ['application/json', 'application/x-ndjson', 'text/csv']
const streamed: Readonly<Record<string, HistoryFormat>> = { 'application/x-ndjson': ndjson, 'text/csv': csv }

/** What one task gives to streams. */
export interface StreamLimits {
  /** Each holds a few pages. */
  readonly maxStreams: number
  /** A reader that takes nothing for so long is gone. */
  readonly stalledAfterMs: number
}

const streamLimits: StreamLimits = { maxStreams: 20, stalledAfterMs: 60_000 }

/** `GET /api/telemetry/{device_id}`: the stored events of a device, for itself and for the operator. */
export function getHistory(api: Api, { maxStreams, stalledAfterMs } = streamLimits) {
  const streams = semaphore(maxStreams, 'histories are streamed by this task')
  return async (request: FastifyRequest<HistoryRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const device = await knownReader(request, api)
    if ('status' in device) return sendProblem(reply, device)
    reply.header('vary', 'Accept')
    const type = preferredType(request)
    if (type === undefined) return sendProblem(reply, notAcceptable(offered))
    const invalid = invalidQuery(request)
    if (invalid !== undefined) return sendProblem(reply, invalid)
    const format = streamed[type]
    const asked = parseHistoryQuery(request.query, format !== undefined)
    if (!('limit' in asked)) return sendProblem(reply, unprocessable(asked))

    const query = { ...asked, device: device.device, deviceId: device.deviceId }
    if (format === undefined) return sendOk(reply, pageBody(query, await api.events.history(query)))
    const stream = await streamHistory(query, { read: api.events.history, streams, format })
    stream.on('error', (error) => report(error, device.deviceId))
    reply.raw.setTimeout(stalledAfterMs, () => void reply.raw.destroy())
    return sendFile(
      reply,
      { type: format.contentType, name: `${device.deviceId}.${format.extension}` },
      stream,
    )
  }
}

function preferredType(request: FastifyRequest<HistoryRoute>): string | undefined {
  // Types with parameters match only themselves.
  const known = offered.flatMap((type) => [type, `${type};charset=utf-8`])
  return new Negotiator(request.raw).mediaType(known)?.split(';')[0]
}

function pageBody({ order }: HistoryQuery, { events, next }: HistoryPage): string {
  const cursor = next === undefined ? 'null' : `"${historyCursor(order, next)}"`
  return `{"items":[${events.map(storedEventBody).join()}],"next_cursor":${cursor}}`
}

/** The client sees the connection cut. Overload and outage are no news; anything else is a defect. */
function report(error: unknown, deviceId: string): void {
  if (error instanceof Unavailable) return
  log.error({ err: error, device_id: deviceId }, 'A history was cut')
}
