import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'

const header = 'x-request-id'
/** What load balancers and clients send: UUIDs, ULIDs, `Root=1-67891233-abcdef012345678912345678`. */
const sane = /^[\w.:=+/-]{1,128}$/

/** Random once a process: a counter behind it is unique in the fleet, and costs nothing. */
const prefix = randomBytes(6).toString('base64url')
let count = 0

/** The id that the client has sent, where it is sane; one of our own otherwise. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  count += 1
  return sentId(headers) ?? `${prefix}-${count.toString(36)}`
}

/**
 * Gives a client its own id back with every answer. An id of ours is only told by problems (see `sendProblem`): nothing is logged of
 * what succeeds, so that the id would lead nowhere.
 */
export function echoRequestId(server: Server): void {
  server.prependListener('request', ({ headers }, response) => {
    const id = sentId(headers)
    if (id !== undefined) response.setHeader(header, id)
  })
}

function sentId(headers: IncomingMessage['headers']): string | undefined {
  const sent = headers[header]
  return typeof sent === 'string' && sane.test(sent) ? sent : undefined
}
