import type { FastifyReply, FastifyRequest } from 'fastify'
import { rfc3339 } from '../../telemetry/latest-body.ts'
import type { FleetPage } from '../../telemetry/ports.ts'
import type { Api } from '../api.ts'
import { apiKeyOf, isOperator } from '../credentials.ts'
import { sendProblem, unauthorized, unprocessable } from '../problem.ts'
import { cursorAfter, sendJson } from '../reply.ts'
import { type FleetParameters, parseFleetQuery } from './fleet-query.ts'
import { sendLatest } from './get-latest.ts'

type FleetRequest = FastifyRequest<{ Querystring: FleetParameters }>

/** `GET /api/telemetry/latest`: a page of the fleet for the operator; a device gets its own latest. */
export function getFleet(api: Api) {
  return async (request: FleetRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const apiKey = apiKeyOf(request.headers)
    if (apiKey !== undefined) {
      const device = await api.authenticator.deviceOfKey(apiKey)
      return device === undefined ? sendProblem(reply, unauthorized) : sendLatest(request, reply, api, device)
    }
    if (!isOperator(request.headers, api.authenticator)) return sendProblem(reply, unauthorized)
    const query = parseFleetQuery(request.query)
    if (!('limit' in query)) return sendProblem(reply, unprocessable(query))
    const asOf = rfc3339(Date.now())
    const page = await api.read.fleet(query)
    if (page.cache !== undefined) reply.header('x-cache', page.cache)
    return sendJson(reply, 200, pageBody(page, asOf, request.query.keys?.split(',')))
  }
}

function pageBody({ items, more }: FleetPage, asOf: string, keys: readonly string[] | undefined): string {
  const bodies = items.map(({ body }) => (keys === undefined ? body : withKeys(body, keys)))
  const last = items.at(-1)
  const cursor = more && last !== undefined ? `"${cursorAfter(last.device)}"` : 'null'
  return `{"items":[${bodies.join(',')}],"next_cursor":${cursor},"as_of":"${asOf}"}`
}

/** `body` with only these measurements. */
function withKeys(body: string, keys: readonly string[]): string {
  const event = JSON.parse(body) as { measurements: Record<string, unknown> }
  const wanted = Object.entries(event.measurements).filter(([name]) => keys.includes(name))
  return JSON.stringify({ ...event, measurements: Object.fromEntries(wanted) })
}
