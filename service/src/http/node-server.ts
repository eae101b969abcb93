import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FastifyServerFactoryHandler } from 'fastify'
import { expectationFailed, headersTooLarge, malformedHttp, type Problem, requestTimeout } from './problem.ts'
import { endSocketWithProblem, endWithProblem } from './raw-problem.ts'

/** More than the load balancer opens; each may hold a body of 64 KiB that is on its way. */
const maxConnections = 10_000

export interface NodeServerOptions {
  readonly keepAliveTimeoutMs: number
  /** From the first byte of a request to its last. */
  readonly requestTimeoutMs: number
}

/** Node's HTTP server, which answers what never reaches Fastify with a problem document too. */
export function nodeServer(handler: FastifyServerFactoryHandler, options: NodeServerOptions): Server {
  const server = createServer({
    keepAliveTimeout: options.keepAliveTimeoutMs,
    requestTimeout: options.requestTimeoutMs,
    // Node answers without a body; `serve` looks itself.
    requireHostHeader: false,
  })
  server.maxConnections = maxConnections
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    if (isWithoutHost(request)) endWithProblem(response, malformedHttp)
    else handler(request, response)
  }
  server.on('request', serve)
  server.on('checkExpectation', (_request, response) => endWithProblem(response, expectationFailed))
  // Without a listener Node closes the connection without a word.
  server.on('connect', (_request, socket) => endSocketWithProblem(socket as Socket, malformedHttp))
  return server
}

/** Answers what is no HTTP, or did not arrive in time. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  endSocketWithProblem(socket as Socket, problemOf(error))
}

function problemOf({ code }: NodeJS.ErrnoException): Problem {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return requestTimeout
    case 'HPE_HEADER_OVERFLOW':
      return headersTooLarge
    default:
      return malformedHttp
  }
}

/** A client of HTTP/1.1 must say which host it means (RFC 9112). */
function isWithoutHost({ httpVersion, headers }: IncomingMessage): boolean {
  return headers.host === undefined && httpVersion === '1.1'
}
