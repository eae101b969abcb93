import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from '../api.ts'
import { countSchema } from '../count-schema.ts'
import { sendOk } from '../reply.ts'

export const countRouteSchema = {
  operationId: 'getCount',
  tags: ['telemetry'],
  summary: 'How many events are stored',
  response: { 200: countSchema },
}

/** `GET /api/telemetry/count`: how many events are stored. */
export function getCount({ countEvents }: Api) {
  return async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    sendOk(reply, `{"count":${await countEvents()}}`)
}
