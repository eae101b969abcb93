import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Api } from '../api.ts'
import { sendOk } from '../reply.ts'

export const countSchema = {
  operationId: 'getCount',
  tags: ['telemetry'],
  summary: 'How many events are stored',
  response: { 200: Type.Object({ count: Type.Integer({ minimum: 0 }) }, { description: 'The count' }) },
}

/** `GET /api/telemetry/count`: how many events are stored. */
export function getCount({ countEvents }: Api) {
  return async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    sendOk(reply, `{"count":${await countEvents()}}`)
}
