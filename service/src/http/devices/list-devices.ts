import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Api } from '../api.ts'
import { cursorAfter, limitSchema, parsePage } from '../page.ts'
import { sendProblem, unprocessable } from '../problem.ts'
import { sendOk } from '../reply.ts'
import { deviceBody } from './device-body.ts'
import { aliasSchema, deviceSchema } from './device-schema.ts'

export const listSchema = Type.Object(
  {
    limit: Type.Optional(limitSchema),
    cursor: Type.Optional(Type.String()),
    search: Type.Optional(aliasSchema),
  },
  { additionalProperties: false },
)

/** A page of devices. */
export const pageSchema = Type.Object({
  items: Type.Array(deviceSchema),
  next_cursor: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
})

export interface ListRoute {
  Querystring: Type.Static<typeof listSchema>
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
    const items = shown.map(deviceBody)
    const last = shown.at(-1)
    const next_cursor = entries.length > limit && last !== undefined ? cursorAfter(last.device) : null
    return sendOk(reply, JSON.stringify({ items, next_cursor }))
  }
}
