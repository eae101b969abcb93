import type { FastifyReply, FastifyRequest } from 'fastify'
import { semaphore } from '../../concurrency/semaphore.ts'
import type { ReceivedPage } from '../../telemetry/read-events.ts'
import { storedEventBody, storedEventSchema } from '../../telemetry/stored-event-body.ts'
import type { Api } from '../api.ts'
import { pageSchema } from '../page.ts'
import { sendProblem, unprocessable } from '../problem.ts'
import { sendOk } from '../reply.ts'
import { receivedCursor } from './received-cursor.ts'
import { parseReceivedQuery, type ReceivedParameters, receivedParameters } from './received-query.ts'
import { audienceOf } from './stream-audience.ts'

export const receivedRouteSchema = {
  operationId: 'getReceived',
  tags: ['telemetry'],
  summary:
    'Stored events in the order in which they were received, a page at a time: what a stream left out, whatever the event times',
  querystring: receivedParameters,
  response: { 200: pageSchema(storedEventSchema) },
}

export interface ReceivedRoute {
  Querystring: ReceivedParameters
}

/** A page of a long range is sorted out of all that is left of it: the rest of the pool is for others. */
const maxAtOnce = 3

/**
 * `GET /api/telemetry/received`: what was received between two times, late events too. A device gets its own; the operator those of `device_id`,
 * or all.
 */
export function getReceived(api: Api) {
  const running = semaphore(maxAtOnce, 'pages of received events are read by this task')
  return async (request: FastifyRequest<ReceivedRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const audience = await audienceOf(request, api)
    if (audience.kind === 'refused') return sendProblem(reply, audience.problem)
    const asked = parseReceivedQuery(request.query)
    if (!('limit' in asked)) return sendProblem(reply, unprocessable(asked))
    const { device } = audience
    using _permit = running.acquire()
    const page = await api.events.received({ ...asked, ...(device !== undefined && { device }) })
    return sendOk(reply, body(page))
  }
}

function body({ events, next }: ReceivedPage): string {
  const cursor = next === undefined ? 'null' : `"${receivedCursor(next)}"`
  return `{"items":[${events.map(storedEventBody).join()}],"next_cursor":${cursor}}`
}
