import type { FastifyReply } from 'fastify'
import type { Exceeded } from '../registry/rate-limiter.ts'
import type { Fault } from '../telemetry/fault.ts'

/** An error as RFC 9457 describes it. Every one that the service answers with is made here, those of batches in `batch/batch-problems.ts`: nothing else names its status. */
export interface Problem {
  readonly status: number
  /** For programs: what happened, in snake case. */
  readonly code: string
  readonly title: string
  readonly detail?: string
  /** One entry for each field that is wrong. */
  readonly errors?: readonly Fault[]
  /** Which limit is reached. */
  readonly limit?: Limit
  readonly headers?: Readonly<Record<string, string>>
}

/** A limit that was reached; counted by each task for itself. */
type Limit =
  | {
      /** Of the events of a device. */
      readonly kind: 'device'
      readonly events_per_second: number
      /** Events at once, after some time without any. */
      readonly burst: number
    }
  | {
      /** Of the streams that are open with one key. */
      readonly kind: 'streams'
      readonly streams: number
    }

export const problemType = 'application/problem+json; charset=utf-8'

/** Answers with `problem` as `application/problem+json`. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, headers = {} } = problem
  return reply
    .code(status)
    .headers(headers)
    .header('x-request-id', reply.request.id)
    .type(problemType)
    .send(problemBody(problem))
}

/** The document, as text. */
export function problemBody({ status, code, title, detail, errors, limit }: Problem): string {
  const type = `urn:telemark:problem:${code}`
  return JSON.stringify({ type, title, status, code, detail, errors, limit })
}

/** The same answer for an unknown device, a wrong key and none: nobody learns which ids exist. */
export const unauthorized: Problem = {
  status: 401,
  code: 'unauthorized',
  title: 'Unknown key',
  detail: 'Send the key of this device as X-API-Key, or the key of the operator as Authorization: Bearer.',
  headers: { 'www-authenticate': 'ApiKey header="X-API-Key", Bearer' },
}

/** The key is right: whoever holds it may know that its device exists. */
export const disabled: Problem = {
  status: 403,
  code: 'disabled',
  title: 'This device is disabled',
  detail: 'Its operator has to enable it before it writes or reads again.',
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

export const malformedEventId: Problem = {
  status: 400,
  code: 'malformed_event_id',
  title: 'The event id in the path is not a UUID',
}

export const uriTooLong: Problem = {
  status: 414,
  code: 'uri_too_long',
  title: 'A part of the path is too long',
}

/** What is not HTTP, or not HTTP that a server of this kind can answer. */
export const malformedHttp: Problem = {
  status: 400,
  code: 'malformed_http',
  title: 'The request is not valid HTTP',
}

export const requestTimeout: Problem = {
  status: 408,
  code: 'request_timeout',
  title: 'The request took too long to arrive',
}

export const expectationFailed: Problem = {
  status: 417,
  code: 'expectation_failed',
  title: 'The only Expect that is met is 100-continue',
}

export const headersTooLarge: Problem = {
  status: 431,
  code: 'headers_too_large',
  title: 'The headers are too large',
}

/** No route serves this path. */
export const notFound: Problem = { status: 404, code: 'not_found', title: 'There is nothing here' }

export const unknownDevice: Problem = { status: 404, code: 'unknown_device', title: 'No such device' }

export const noData: Problem = {
  status: 404,
  code: 'no_data',
  title: 'This device has not sent anything yet',
}

/** An event that is only enqueued so far is not stored either. */
export const notStored: Problem = {
  status: 404,
  code: 'not_stored',
  title: 'This event is not stored',
  detail:
    'An event is found by its id and its time: send the event_time that it was sent with. One that was answered with 202 may not be stored yet.',
}

/** Nothing that the client would take is offered. */
export function notAcceptable(offered: readonly string[]): Problem {
  return {
    status: 406,
    code: 'not_acceptable',
    title: 'None of the media types in Accept is offered',
    detail: `Send Accept with one of ${offered.join(', ')}, or without a value.`,
  }
}

export const deviceIdTaken: Problem = {
  status: 409,
  code: 'device_id_taken',
  title: 'This device id is registered already',
}

export const unknownKey: Problem = { status: 404, code: 'unknown_key', title: 'The device has no such key' }

export const tooManyKeys: Problem = {
  status: 409,
  code: 'too_many_keys',
  title: 'This device has two keys already',
  detail: 'Revoke one of them first: DELETE /api/devices/{device_id}/keys/{key_id}.',
}

/** `limit` in bytes; `state` says of which form of the body, where it has two. */
export function bodyTooLarge(limit: number, state = ''): Problem {
  const most = limit < 1024 * 1024 ? `${limit / 1024} KiB` : `${limit / 1024 / 1024} MiB`
  return {
    status: 413,
    code: 'body_too_large',
    title: 'The body is too large',
    detail: `At most ${most} are taken${state}.`,
  }
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

/** The device sends more than it may. The same request passes when its time has come. */
export function rateLimited({ eventsPerSecond, burst, waitMs }: Exceeded): Problem {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  return {
    status: 429,
    code: 'rate_limited',
    title: 'This device sends too many events',
    detail: `It may send ${eventsPerSecond} events a second, and ${burst} at once. Send the same request again in ${seconds} s.`,
    limit: { kind: 'device', events_per_second: eventsPerSecond, burst },
    headers: { 'retry-after': String(seconds) },
  }
}

/** Whoever asks has `most` streams open. */
export function tooManyStreams(most: number): Problem {
  return {
    status: 429,
    code: 'too_many_streams',
    title: 'Too many streams are open with this key',
    detail: `A task keeps ${most} of them at a time. Close one of them, or try again in 15 s: one whose client is gone may be noticed by then.`,
    limit: { kind: 'streams', streams: most },
    headers: { 'retry-after': '15' },
  }
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
