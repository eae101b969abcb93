import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from '../api.ts'
import { sendOk } from '../reply.ts'

/** `GET /api/devices/count`: how many devices are registered. */
export function countDevices({ registry }: Api) {
  return async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    sendOk(reply, `{"count":${await registry.count()}}`)
}
