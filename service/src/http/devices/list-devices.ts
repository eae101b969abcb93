import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { rfc3339 } from '../../telemetry/event-time.ts'
import type { Api } from '../api.ts'
import { cursorAfter, cursorSchema, limitSchema, nextCursorSchema, parsePage } from '../page.ts'
import { sendProblem, unprocessable } from '../problem.ts'
import { sendOk } from '../reply.ts'
import { aliasSchema, deviceSchema } from './register-device.ts'

const listParameters = Type.Object(
  {
    limit: Type.Optional(limitSchema),
    cursor: Type.Optional(cursorSchema),
    search: Type.Optional(aliasSchema),
  },
  { additionalProperties: false },
)

export const listSchema = {
  operationId: 'listDevices',
  tags: ['devices'],
  summary: 'The registered devices in the order of registration, a page at a time',
  querystring: listParameters,
  response: {
    200: Type.Object(
      { items: Type.Array(deviceSchema), next_cursor: nextCursorSchema },
      { description: 'A page of devices' },
    ),
  },
}

export interface ListRoute {
  Querystring: Type.Static<typeof listParameters>
}

/**
 * `GET /api/devices`: the registered devices in the order of registration, a page at a time; `search` narrows them to those whose
 * alias or id begins with it. Keys are never shown.
 */
export function listDevices({ registry }: Api) {
  return async (request: FastifyRequest<ListRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const { limit, after, faults } = parsePage(request.query)
    if (faults.length > 0) return sendProblem(reply, unprocessable(faults))
    const entries = await registry.list({ after, limit: limit + 1, search: request.query.search })
    const shown = entries.slice(0, limit)
    const items = shown.map(({ deviceId, alias, createdAt }) => ({
      device_id: deviceId,
      alias,
      created_at: rfc3339(createdAt),
    }))
    const last = shown.at(-1)
    const next_cursor = entries.length > limit && last !== undefined ? cursorAfter(last.device) : null
    return sendOk(reply, JSON.stringify({ items, next_cursor }))
  }
}
