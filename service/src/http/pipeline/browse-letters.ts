import { isUtf8 } from 'node:buffer'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Letter } from '../../pipeline/ports.ts'
import { timeSchema } from '../../telemetry/event-schema.ts'
import { rfc3339 } from '../../telemetry/event-time.ts'
import type { Api } from '../api.ts'
import { limitOf, limitSchema } from '../page.ts'
import { sendOk } from '../reply.ts'
import { letterId, letterIdPattern, offsetOf } from './letter-id.ts'

const cursorSchema = Type.String({ pattern: letterIdPattern, description: 'the next_cursor of another page' })

export const browseSchema = Type.Object(
  { limit: Type.Optional(limitSchema), cursor: Type.Optional(cursorSchema) },
  { additionalProperties: false },
)

/** A message that could not be stored. */
export const letterSchema = Type.Object({
  id: Type.String(),
  set_aside_at: timeSchema,
  error: Type.String(),
  source: Type.Object({ topic: Type.String(), partition: Type.Integer(), offset: Type.String() }),
  replays: Type.Integer({ description: 'how often it was put back already' }),
  key: Type.Union([Type.String(), Type.Null()]),
  value: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  value_base64: Type.Optional(Type.String({ description: 'in place of value, where it is not UTF-8' })),
})

export interface BrowseRoute {
  Querystring: Type.Static<typeof browseSchema>
}

/** `GET /api/dlq`: messages that could not be stored and that nobody has dealt with, oldest first; empty where nothing is queued. */
export function browseLetters({ pipeline }: Api) {
  return async (request: FastifyRequest<BrowseRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const { limit, cursor } = request.query
    const from = cursor === undefined ? 0n : offsetOf(cursor)
    const letters = await pipeline.letters.browse({ from, limit: limitOf(limit) })
    const last = letters.at(-1)
    // What is read ends with a number of bytes, not of letters: a page that is not full may have a next one all the same.
    const next_cursor = last === undefined ? null : letterId(last.offset + 1n)
    return sendOk(reply, JSON.stringify({ items: letters.map(item), next_cursor }))
  }
}

function item({ offset, at, error, source, key, value, replays }: Letter) {
  return {
    id: letterId(offset),
    set_aside_at: rfc3339(at),
    error,
    source,
    replays,
    key: key === null ? null : key.toString(),
    ...(value === null || isUtf8(value)
      ? { value: value === null ? null : value.toString() }
      : { value_base64: value.toString('base64') }),
  }
}
