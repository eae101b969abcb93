import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { rfc3339 } from '../../telemetry/latest-body.ts'
import type { Api } from '../api.ts'
import { limitSchema, parsePage } from '../page.ts'
import { sendProblem, unprocessable } from '../problem.ts'
import { cursorAfter, sendJson } from '../reply.ts'

export const listSchema = Type.Object(
  { limit: Type.Optional(limitSchema), cursor: Type.Optional(Type.String()) },
  { additionalProperties: false },
)

export interface ListRoute {
  Querystring: Type.Static<typeof listSchema>
}

/** `GET /api/devices`: the registered devices in the order of registration, a page at a time. Keys are never shown. */
export function listDevices({ registry }: Api) {
  return async (request: FastifyRequest<ListRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const { limit, after, faults } = parsePage(request.query)
    if (faults.length > 0) return sendProblem(reply, unprocessable(faults))
    const entries = await registry.list(after, limit + 1)
    const shown = entries.slice(0, limit)
    const items = shown.map(({ deviceId, alias, createdAt }) => ({
      device_id: deviceId,
      alias,
      created_at: rfc3339(createdAt),
    }))
    const last = shown.at(-1)
    const next_cursor = entries.length > limit && last !== undefined ? cursorAfter(last.device) : null
    return sendJson(reply, 200, JSON.stringify({ items, next_cursor }))
  }
}
