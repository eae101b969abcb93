import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { malformedJson, sendProblem } from './problem.ts'

/** Takes `application/json` as text; the handler parses it once it knows who is asking. Everything else is 415. */
export function takeRawJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    // Bytes that are not UTF-8 would turn into U+FFFD without a word: `undefined` is malformed instead.
    done(null, isUtf8(body as Buffer) ? body.toString() : undefined)
  })
}

/** The document in a raw body; `undefined` where it is none. */
export function parseJson(body: unknown): unknown {
  if (typeof body !== 'string') return undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Parses a raw body for a route whose schema validates it. Independent of a route's types, so that any route can have it. */
export function parseBody(request: { body: unknown }, reply: FastifyReply, done: () => void): void {
  request.body = parseJson(request.body)
  if (request.body === undefined) sendProblem(reply, malformedJson)
  else done()
}
