import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

// What is no problem is answered through these, nearly always with a ready-made JSON document.

export function sendOk(reply: FastifyReply, body: string): FastifyReply {
  return sendJson(reply, 200, body)
}

/** A file of unknown length, as it comes. Where `content` fails, the connection is cut: what arrived never looks complete. */
export function sendFile(
  reply: FastifyReply,
  { type, name }: { readonly type: string; readonly name: string },
  content: Readable,
): FastifyReply {
  return reply
    .code(200)
    .headers({ 'content-type': type, 'content-disposition': `attachment; filename="${name}"` })
    .send(content)
}

/** Something is there that was not there before. */
export function sendCreated(reply: FastifyReply, body: string): FastifyReply {
  return sendJson(reply, 201, body)
}

/** Taken, and not stored yet. */
export function sendAccepted(reply: FastifyReply, body: string): FastifyReply {
  return sendJson(reply, 202, body)
}

/** Done, and there is nothing to say. */
export function sendNoContent(reply: FastifyReply): FastifyReply {
  return reply.code(204).send()
}

/** The client holds the newest already; there is no body. */
export function sendNotModified(reply: FastifyReply): FastifyReply {
  return reply.code(304).send()
}

/** Ready or not: a health check reads the state of each dependency in the body either way. */
export function sendReadiness(reply: FastifyReply, ready: boolean, body: string): FastifyReply {
  return ready ? sendOk(reply, body) : sendJson(reply.header('retry-after', '1'), 503, body)
}

function sendJson(reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply.code(status).header('content-type', 'application/json; charset=utf-8').send(body)
}
