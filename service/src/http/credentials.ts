import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Authenticator } from '../registry/authenticator.ts'
import { sendProblem, unauthorized } from './problem.ts'

/** The device key that was sent, if any. */
export function apiKeyOf(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['x-api-key']
  return typeof key === 'string' ? key : undefined
}

/** Whether the operator is asking. */
export function isOperator(headers: IncomingHttpHeaders, authenticator: Authenticator): boolean {
  const match = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')
  return match?.[1] !== undefined && authenticator.isOperator(match[1])
}

/** Independent of a route's types, so that any route can have it. */
type OperatorHook = (request: Pick<FastifyRequest, 'headers'>, reply: FastifyReply, done: () => void) => void

/** Lets only the operator pass, before anything of the request is looked at. */
export function operatorOnly(authenticator: Authenticator): OperatorHook {
  return (request, reply, done) => {
    if (isOperator(request.headers, authenticator)) done()
    else sendProblem(reply, unauthorized)
  }
}
