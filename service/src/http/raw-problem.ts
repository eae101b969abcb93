import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type Problem, problemBody, problemType } from './problem.ts'

/** Answers with `problem` before there is a reply of Fastify's. The connection is of no use any more: nobody knows where the next request begins. */
export function endWithProblem(response: ServerResponse, problem: Problem): void {
  const body = problemBody(problem)
  const headers = {
    'content-type': problemType,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }
  response.writeHead(problem.status, headers).end(body)
}

/** How long a client may take to read an answer and close. */
const lingerMs = 5000

/**
 * The same where there is only a connection, for what is no HTTP. Nobody else looks after it any more: it may be reset, or never be closed.
 * Not `destroy` at once: what the client is still sending would turn into a reset that overtakes the answer.
 */
export function endSocketWithProblem(socket: Socket, problem: Problem): void {
  const destroy = () => socket.destroy()
  socket.on('error', destroy)
  socket.setTimeout(lingerMs, destroy)
  socket.resume()
  socket.end(rawProblem(problem))
}

function rawProblem(problem: Problem): string {
  const body = problemBody(problem)
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `content-type: ${problemType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n')
}
