import type { FastifyReply } from 'fastify'
import type { Fault } from '../telemetry/fault.ts'

/** An error as RFC 9457 describes it. Every one that the service answers with is made here: nothing else names its status. */
export interface Problem {
  readonly status: number
  /** For programs: what happened, in snake case. */
  readonly code: string
  readonly title: string
  readonly detail?: string
  /** One entry for each field that is wrong. */
  readonly errors?: readonly Fault[]
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers with `problem` as `application/problem+json`. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, code, title, detail, errors, headers = {} } = problem
  return reply
    .code(status)
    .headers(headers)
    .header('x-request-id', reply.request.id)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:telemark:problem:${code}`, title, status, code, detail, errors }))
}

/** The same answer for an unknown device, a wrong key and none: nobody learns which ids exist. */
export const unauthorized: Problem = {
  status: 401,
  code: 'unauthorized',
  title: 'Unknown key',
  detail: 'Send the key of this device as X-API-Key, or the key of the operator as Authorization: Bearer.',
  headers: { 'www-authenticate': 'ApiKey header="X-API-Key", Bearer' },
}

export const malformedJson: Problem = {
  status: 400,
  code: 'malformed_json',
  title: 'The body is not JSON',
  detail: 'Send one JSON document in UTF-8.',
}

export const malformedUrl: Problem = {
  status: 400,
  code: 'malformed_url',
  title: 'The URL cannot be decoded',
}

export const malformedDeviceId: Problem = {
  status: 400,
  code: 'malformed_device_id',
  title: 'The device id in the path is not a UUID',
}

/** No route serves this path. */
export const notFound: Problem = { status: 404, code: 'not_found', title: 'There is nothing here' }

export const unknownDevice: Problem = { status: 404, code: 'unknown_device', title: 'No such device' }

export const noData: Problem = {
  status: 404,
  code: 'no_data',
  title: 'This device has not sent anything yet',
}

export const deviceIdTaken: Problem = {
  status: 409,
  code: 'device_id_taken',
  title: 'This device id is registered already',
}

export const bodyTooLarge: Problem = {
  status: 413,
  code: 'body_too_large',
  title: 'The body is too large',
  detail: 'At most 64 KiB are taken.',
}

export const unsupportedMediaType: Problem = {
  status: 415,
  code: 'unsupported_media_type',
  title: 'The body has an unknown media type',
  detail: 'Send application/json in UTF-8.',
}

/** `Accept-Encoding` in a 415 says that the coding was the trouble (RFC 9110), not the media type. */
export const unsupportedEncoding: Problem = {
  status: 415,
  code: 'unsupported_encoding',
  title: 'The body has an unknown content encoding',
  detail: 'Send it as it is: the only Content-Encoding that is taken is identity.',
  headers: { 'accept-encoding': 'identity' },
}

export const internal: Problem = {
  status: 500,
  code: 'internal_error',
  title: 'Something went wrong here',
  detail: 'This is a defect of the service, and it is logged.',
}

/** A 4xx with which Fastify refuses, where nothing above says it better; `undefined` for any other error. */
export function badRequest({ statusCode, message }: Error & { statusCode?: unknown }): Problem | undefined {
  const status = Number(statusCode)
  if (!(status >= 400 && status < 500)) return undefined
  return { status, code: 'bad_request', title: 'The request cannot be understood', detail: message }
}

/** The path is served under these methods, not under the one that was used. */
export function methodNotAllowed(methods: readonly string[]): Problem {
  const allow = methods.join(', ')
  return {
    status: 405,
    code: 'method_not_allowed',
    title: `This path takes ${allow} only`,
    headers: { allow },
  }
}

/** What was sent is understood and wrong. */
export function unprocessable(errors: readonly Fault[]): Problem {
  return { status: 422, code: 'invalid', title: 'What was sent is not valid', errors }
}

/** Full or down for now; the same request may be sent again. */
export function unavailable(what: string): Problem {
  return {
    status: 503,
    code: 'unavailable',
    title: 'Not available for now',
    detail: `${what}. Send the same request again later; an event with the same event_id is stored once.`,
    headers: { 'retry-after': '1' },
  }
}
