import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'

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
