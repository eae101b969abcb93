import { createConnection } from 'node:net'
import { text } from 'node:stream/consumers'

/** Sends one command to HAProxy's runtime API and resolves with its answer, without the blank line at the end. */
export type RuntimeApi = (command: string) => Promise<string>

/** A command must be answered within this; HAProxy itself is never clamped. */
const answerWithinMs = 5000

/** The runtime API behind a UNIX socket. HAProxy closes the connection after each answer. */
export function runtimeApi(socketPath: string): RuntimeApi {
  return async (command) => {
    const socket = createConnection(socketPath)
    socket.setTimeout(answerWithinMs, () =>
      socket.destroy(new Error(`no answer within ${answerWithinMs} ms`)),
    )
    try {
      socket.write(`${command}\n`)
      return (await text(socket)).trimEnd()
    } catch (cause) {
      throw new Error(`Cannot ask the load balancer for "${command}" through ${socketPath}`, { cause })
    } finally {
      socket.destroy()
    }
  }
}
