import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Fault } from '../telemetry/fault.ts'
import { type JsonLook, jsonLosses } from './json-losses.ts'
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
  const parsed = parseJson(body)
  switch (parsed.kind) {
    case 'json':
      return parsed
    case 'malformed':
      return refused(malformedJson)
    case 'lossy':
      return refused(unprocessable(parsed.losses))
  }
}

export type ParsedJson =
  | { readonly kind: 'json'; readonly document: unknown }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'lossy'; readonly losses: readonly Fault[] }

/** The document in `text`, if parsing keeps all that was sent. `look`: of somebody who went through it before. */
export function parseJson(text: string, look?: JsonLook): ParsedJson {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return { kind: 'malformed' }
  }
  const losses = jsonLosses(text, document, look)
  return losses.length === 0 ? { kind: 'json', document } : { kind: 'lossy', losses }
}

/** As `parseBody`, where no body says as much as an empty object. */
export function parseOptionalBody(request: RawJson, reply: FastifyReply, done: () => void): void {
  if (request.headers['content-type'] === undefined && !request.body) {
    request.body = {}
    done()
  } else parseBody(request, reply, done)
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
export function isOtherCharset({ 'content-type': type = '' }: IncomingHttpHeaders): boolean {
  return type.includes(';') && /;\s*charset=(?!"?utf-8"?\s*(?:;|$))/i.test(type)
}

function refused(problem: Problem): JsonBody {
  return { kind: 'refused', problem }
}
