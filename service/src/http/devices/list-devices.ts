import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Fault } from '../../telemetry/fault.ts'
import type { Api } from '../api.ts'
import { deviceCursor, parseDevicePage } from '../device-page.ts'
import { cursorSchema, limitSchema } from '../page.ts'
import { sendProblem, unprocessable } from '../problem.ts'
import { sendOk } from '../reply.ts'
import { deviceBody } from './device-body.ts'
import { aliasSchema } from './device-schema.ts'

export const listSchema = Type.Object(
  {
    limit: Type.Optional(limitSchema),
    cursor: Type.Optional(cursorSchema),
    search: Type.Optional(aliasSchema),
  },
  { additionalProperties: false },
)

export interface ListRoute {
  Querystring: Type.Static<typeof listSchema>
}

/**
 * `GET /api/devices`: the registered devices in the order of registration, a page at a time; `search` narrows them to those whose
 * alias or id begins with it. Keys are never shown.
 */
export function listDevices({ registry }: Api) {
  return async (request: FastifyRequest<ListRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const faults: Fault[] = []
    const { limit, after } = parseDevicePage(request.query, faults)
    if (faults.length > 0) return sendProblem(reply, unprocessable(faults))
    const entries = await registry.list({ after, limit: limit + 1, search: request.query.search })
    const shown = entries.slice(0, limit)
    const items = shown.map(deviceBody)
    const last = shown.at(-1)
    const next_cursor = entries.length > limit && last !== undefined ? deviceCursor(last.device) : null
    return sendOk(reply, JSON.stringify({ items, next_cursor }))
  }
}
