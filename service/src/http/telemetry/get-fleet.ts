import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { timeSchema } from '../../telemetry/event-schema.ts'
import { rfc3339 } from '../../telemetry/event-time.ts'
import { type Fault, pointerTo } from '../../telemetry/fault.ts'
import type { FleetPage } from '../../telemetry/ports.ts'
import { chosenEventSchema, storedEventSchema } from '../../telemetry/stored-event-body.ts'
import type { Api } from '../api.ts'
import { apiKeyOf, isOperator } from '../credentials.ts'
import { deviceCursor } from '../device-page.ts'
import { pageSchema } from '../page.ts'
import { sendProblem, unauthorized, unprocessable } from '../problem.ts'
import { sendOk } from '../reply.ts'
import { invalidQuery } from '../schema-faults.ts'
import { type FleetParameters, fleetParameters, parseFleetQuery } from './fleet-query.ts'
import { sendLatest } from './get-latest.ts'

export const fleetRouteSchema = {
  operationId: 'getFleet',
  tags: ['telemetry'],
  summary: 'The latest event of every device, a page at a time; with the key of a device: its own',
  querystring: fleetParameters,
  response: {
    200: Type.Union([pageSchema(chosenEventSchema, { as_of: timeSchema }), storedEventSchema], {
      description: 'Latest events',
    }),
  },
}

type FleetRequest = FastifyRequest<{ Querystring: FleetParameters }>

/** `GET /api/telemetry/latest`: a page of the fleet for the operator; a device gets its own latest, and chooses nothing. */
export function getFleet(api: Api) {
  return async (request: FleetRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const apiKey = apiKeyOf(request.headers)
    if (apiKey !== undefined) {
      const device = await api.authenticator.deviceOfKey(apiKey)
      if (device === undefined) return sendProblem(reply, unauthorized)
      const faults = Object.keys(request.query).map(operatorsOnly)
      if (faults.length > 0) return sendProblem(reply, unprocessable(faults))
      return sendLatest(request, reply, api, device)
    }
    if (!isOperator(request.headers, api.authenticator)) return sendProblem(reply, unauthorized)
    const invalid = invalidQuery(request)
    if (invalid !== undefined) return sendProblem(reply, invalid)
    const query = parseFleetQuery(request.query)
    if (!('limit' in query)) return sendProblem(reply, unprocessable(query))
    const asOf = rfc3339(Date.now())
    const page = await api.read.fleet(query)
    if (page.cache !== undefined) reply.header('x-cache', page.cache)
    return sendOk(reply, pageBody(page, asOf, query.keys))
  }
}

function operatorsOnly(parameter: string): Fault {
  return {
    pointer: pointerTo(parameter),
    code: 'operator_only',
    required: 'no parameter beside the key of a device',
  }
}

function pageBody({ items, more }: FleetPage, asOf: string, keys: readonly string[] | undefined): string {
  const bodies = items.map(({ body }) => (keys === undefined ? body : withKeys(body, keys)))
  const last = items.at(-1)
  const cursor = more && last !== undefined ? `"${deviceCursor(last.device)}"` : 'null'
  return `{"items":[${bodies.join(',')}],"next_cursor":${cursor},"as_of":"${asOf}"}`
}

/** `body` with only these measurements. */
function withKeys(body: string, keys: readonly string[]): string {
  const event = JSON.parse(body) as { measurements: Record<string, unknown> }
  const wanted = Object.entries(event.measurements).filter(([name]) => keys.includes(name))
  return JSON.stringify({ ...event, measurements: Object.fromEntries(wanted) })
}
