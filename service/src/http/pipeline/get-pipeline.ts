import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Api } from '../api.ts'
import { sendOk } from '../reply.ts'

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])

export const pipelineSchema = Type.Object({
  acknowledgement: Type.String({ description: 'what a success answer to a write promises' }),
  status: Type.String({
    description: 'up; or unknown while the queue does not answer, and its figures are null',
  }),
  lag: Type.Object({
    events: orNull(Type.Integer({ description: 'accepted and not stored yet' })),
    seconds: orNull(Type.Number({ description: 'age of the oldest of them' })),
  }),
  dead_letters: orNull(Type.Integer()),
  consumers: Type.Optional(Type.Object({ tasks: orNull(Type.Integer()), state: orNull(Type.String()) })),
})

/** `GET /api/pipeline`: how far storing is behind accepting, in one look. It answers also while the queue does not. */
export function getPipeline({ pipeline, acknowledgement }: Api) {
  return async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { status, lag, deadLetters, consumers } = await pipeline.state()
    return sendOk(
      reply,
      JSON.stringify({ acknowledgement, status, lag, dead_letters: deadLetters, consumers }),
    )
  }
}
