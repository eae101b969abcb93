import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Api } from '../api.ts'
import { sendOk } from '../reply.ts'
import { letterIdPattern, offsetOf } from './letter-id.ts'

type Action = 'replay' | 'discard'

const names = { replay: 'replayed', discard: 'discarded' } as const satisfies Record<Action, string>

export const dealSchema = Type.Object(
  {
    through: Type.Optional(
      Type.String({
        pattern: letterIdPattern,
        description: 'the id of the last letter to deal with; all where it is left out',
      }),
    ),
  },
  { additionalProperties: false },
)

/** How many letters were dealt with. */
export function dealtSchema(action: Action) {
  return Type.Object({ [names[action]]: Type.Integer() })
}

export interface DealRoute {
  Body: Type.Static<typeof dealSchema>
}

/**
 * `POST /api/dlq/replay` puts letters back where they came from, in order: what was mended meanwhile is stored, what was not comes again and says how often it
 * has been back. `POST /api/dlq/discard` takes them off the list. Both deal with the oldest first, up to `through`.
 */
export function dealWithLetters({ pipeline }: Api, action: Action) {
  return async (request: FastifyRequest<DealRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const { through } = request.body
    const count = await pipeline.letters[action](through === undefined ? undefined : offsetOf(through))
    return sendOk(reply, JSON.stringify({ [names[action]]: count }))
  }
}
