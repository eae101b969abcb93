import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import type { Target } from '../../src/target/target.ts'

/** What a server answers with; 200 where no status is said. */
export interface Said {
  readonly status?: number
  readonly body?: unknown
}

/** A server on this machine that answers as `answer` says, until the test has ended. */
export async function answering(
  t: TestContext,
  answer: (request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>) => Said,
): Promise<Target> {
  const server = createServer((request, response) => {
    const { status = 200, body = {} } = answer(request)
    request.resume()
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  t.after(() => server.close() && server.closeAllConnections())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { name: 'staging', url: new URL(`http://127.0.0.1:${port}`) }
}
