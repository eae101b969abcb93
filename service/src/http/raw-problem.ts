import { type ServerResponse, STATUS_CODES } from 'node:http'
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

/** The same where there is only a connection, for what is no HTTP. */
export function rawProblem(problem: Problem): string {
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
