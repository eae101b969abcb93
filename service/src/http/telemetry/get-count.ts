import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from '../api.ts'
import { sendOk } from '../reply.ts'

/** `GET /api/telemetry/count`: how many events are stored. */
export function getCount({ countEvents }: Api) {
  return async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    sendOk(reply, `{"count":${await countEvents()}}`)
}
