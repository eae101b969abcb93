import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

/** Sends requests one after another over the same connection, each body in chunks whose number is not announced. */
export function oneConnection(): Disposable & { post(url: URL, call: ChunkedCall): Promise<ChunkedReply> } {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    async post(url, { headers, body }) {
      const { promise, resolve, reject } = Promise.withResolvers<ChunkedReply>()
      const sent = request(url, { method: 'POST', agent, headers, signal: AbortSignal.timeout(30_000) })
      sent.on('error', reject)
      sent.on('response', (response) => {
        text(response).then((body) => resolve({ status: response.statusCode ?? 0, text: body }), reject)
      })
      sent.flushHeaders()
      sent.end(body)
      return promise.then((reply) => ({ ...reply, isReused: sent.reusedSocket }))
    },
    [Symbol.dispose]: () => agent.destroy(),
  }
}

interface ChunkedCall {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

interface ChunkedReply {
  readonly status: number
  readonly text: string
  readonly isReused?: boolean
}
