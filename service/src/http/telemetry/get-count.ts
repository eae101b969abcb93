import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from '../api.ts'
import { sendJson } from '../reply.ts'

/** `GET /api/telemetry/count`: how many events are stored. */
export function getCount({ countEvents }: Api) {
  return async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    sendJson(reply, 200, `{"count":${await countEvents()}}`)
}
