import type { FastifyReply, FastifyRequest } from 'fastify'
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

/** Answers a request whose handler has thrown. Overload and outage are 503; 500 is a defect, and logged. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // Where it did not take the body Fastify would close the connection at once, and a client that is still sending would never
  // read the answer. Without this header Node reads and drops the rest, for as long as a request may take.
  reply.removeHeader('connection')
  if (error instanceof Unavailable) return sendProblem(reply, unavailable(error.what))
  if (error instanceof DeviceDisabled) return sendProblem(reply, disabled)
  if (isInvalid(error)) return sendProblem(reply, unprocessable(schemaFaults(error.validation)))
  const problem = refusedByFastify(error)
  if (problem !== undefined) return sendProblem(reply, problem)
  process.stderr.write(
    `${request.method} ${request.routeOptions.url ?? 'unknown'} failed: ${describe(error)}\n`,
  )
  return sendProblem(reply, internal)
}

function isInvalid(error: unknown): error is { readonly validation: readonly unknown[] } {
  return error instanceof Error && 'validation' in error && Array.isArray(error.validation)
}

function refusedByFastify(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return refused[String(error.code)] ?? badRequest(error)
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
