import type { FastifyReply } from 'fastify'

/** Answers with a ready-made JSON document. */
export function sendJson(reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply.code(status).header('content-type', 'application/json; charset=utf-8').send(body)
}
