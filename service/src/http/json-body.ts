import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { jsonLosses } from './json-losses.ts'
import {
  malformedJson,
  type Problem,
  sendProblem,
  unprocessable,
  unsupportedEncoding,
  unsupportedMediaType,
} from './problem.ts'

/** Takes `application/json` as text; the handler reads it once it knows who is asking. Everything else is 415. */
export function takeRawJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    // Bytes that are not UTF-8 would turn into U+FFFD without a word: `undefined` is malformed instead.
    done(null, isUtf8(body as Buffer) ? body.toString() : undefined)
  })
}

/** A request whose body was taken as text. */
interface RawJson {
  readonly headers: IncomingHttpHeaders
  body: unknown
}

export type JsonBody =
  | { readonly kind: 'json'; readonly document: unknown }
  | { readonly kind: 'refused'; readonly problem: Problem }

/** The document in a raw body, with everything that was sent. */
export function readJson({ headers, body }: Readonly<RawJson>): JsonBody {
  if (isEncoded(headers)) return refused(unsupportedEncoding)
  if (isOtherCharset(headers)) return refused(unsupportedMediaType)
  if (typeof body !== 'string') return refused(malformedJson)
  let document: unknown
  try {
    document = JSON.parse(body)
  } catch {
    return refused(malformedJson)
  }
  const losses = jsonLosses(body, document)
  return losses.length === 0 ? { kind: 'json', document } : refused(unprocessable(losses))
}

/** Reads a raw body for a route whose schema validates it. Independent of a route's types, so that any route can have it. */
export function parseBody(request: RawJson, reply: FastifyReply, done: () => void): void {
  const body = readJson(request)
  if (body.kind === 'refused') {
    sendProblem(reply, body.problem)
    return
  }
  request.body = body.document
  done()
}

function isEncoded({ 'content-encoding': encoding }: IncomingHttpHeaders): boolean {
  return encoding !== undefined && encoding.toLowerCase() !== 'identity'
}

/** JSON is UTF-8 (RFC 8259): a body that says otherwise would be read as something else than was sent. */
function isOtherCharset({ 'content-type': type = '' }: IncomingHttpHeaders): boolean {
  return type.includes(';') && /;\s*charset=(?!"?utf-8"?\s*(?:;|$))/i.test(type)
}

function refused(problem: Problem): JsonBody {
  return { kind: 'refused', problem }
}
