import type { FastifyReply } from 'fastify'

/** Answers with a ready-made JSON document. */
export function sendJson(reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply.code(status).header('content-type', 'application/json; charset=utf-8').send(body)
}

/** A cursor for a client: it says nothing and promises nothing but to continue after `device`. */
export function cursorAfter(device: number): string {
  return Buffer.from(`d${device}`).toString('base64url')
}

/** The device that a cursor continues after; `undefined` where it is not one of ours. */
export function parseCursor(cursor: string): number | undefined {
  const match = /^d(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  const device = Number(match?.[1])
  return match !== null && device <= 2_147_483_647 ? device : undefined
}
