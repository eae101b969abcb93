import type { FastifyReply, FastifyRequest } from 'fastify'
import { log } from '../log/log.ts'
import { sparingly } from '../log/sparingly.ts'
import { DeviceDisabled } from '../registry/device-disabled.ts'
import { Unavailable } from '../telemetry/unavailable.ts'
import { maxBodyBytes } from './limits.ts'
import {
  badRequest,
  bodyTooLarge,
  disabled,
  internal,
  malformedJson,
  malformedUrl,
  type Problem,
  sendProblem,
  unavailable,
  unprocessable,
  unsupportedMediaType,
  uriTooLong,
} from './problem.ts'
import { requestFields } from './request-fields.ts'
import { schemaFaults } from './schema-faults.ts'

/** What Fastify itself refuses, by its error codes. */
const refused: Readonly<Record<string, Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: bodyTooLarge(maxBodyBytes),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: unsupportedMediaType,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: malformedJson,
  FST_ERR_CTP_INVALID_JSON_BODY: malformedJson,
  FST_ERR_CTP_EMPTY_JSON_BODY: malformedJson,
  FST_ERR_BAD_URL: malformedUrl,
  FST_ERR_MAX_PARAM_LENGTH: uriTooLong,
}

const outages = sparingly(10)

/** Answers a request whose handler has thrown. Overload and outage are 503; 500 is a defect. Both are logged. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // Where it did not take the body Fastify would close the connection at once, and a client that is still sending would never
  // read the answer. Without this header Node reads and drops the rest, for as long as a request may take.
  reply.removeHeader('connection')
  if (error instanceof Unavailable) {
    outages((left_out) => log.warn({ ...requestFields(request), err: error, left_out }, 'Answered 503'))
    return sendProblem(reply, unavailable(error.what))
  }
  if (error instanceof DeviceDisabled) return sendProblem(reply, disabled)
  if (isInvalid(error)) return sendProblem(reply, unprocessable(schemaFaults(error.validation)))
  const problem = refusedByFastify(error)
  if (problem !== undefined) return sendProblem(reply, problem)
  log.error({ ...requestFields(request), err: error }, 'Answered 500')
  return sendProblem(reply, internal)
}

function isInvalid(error: unknown): error is { readonly validation: readonly unknown[] } {
  return error instanceof Error && 'validation' in error && Array.isArray(error.validation)
}

function refusedByFastify(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return refused[String(error.code)] ?? badRequest(error)
}
