import { createSocket, type Socket } from 'node:dgram'
import { on, once } from 'node:events'
import type { RequestTiming } from '@telemark/deployment'

/** Where HAProxy sends a line for each witnessed request. */
export interface TimingsReceiver extends AsyncDisposable {
  /** Of UDP, on the loopback interface: nothing waits for a reader, and nothing is written to a disk. */
  readonly port: number
  /** From now on, until `signal` aborts. */
  timings(signal: AbortSignal): AsyncIterable<RequestTiming>
}

/** `log-format` of the frontend: the label of the request, its status, and the milliseconds from its first byte to the last of its answer. */
export const timingFormat = 'witness %[var(txn.witness)] %ST %Ta'

const form = /^witness (\d+)-(\d+) (\d+) (\d+)/

/** What one line says; undefined where it is no timing, or the request was cut off (its times are negative). */
export function parseTiming(line: string): RequestTiming | undefined {
  const [, run, n, , ms] = form.exec(line) ?? []
  return run === undefined ? undefined : { run: Number(run), n: Number(n), ms: Number(ms) }
}

/** Listens on a free port. */
export async function receiveTimings(): Promise<TimingsReceiver> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  socket.unref()
  return {
    port: socket.address().port,
    timings: (signal) => timingsOf(socket, signal),
    [Symbol.asyncDispose]: async () => {
      socket.close()
    },
  }
}

async function* timingsOf(socket: Socket, signal: AbortSignal): AsyncGenerator<RequestTiming, void> {
  try {
    for await (const [message] of on(socket, 'message', { signal })) {
      const timing = parseTiming(String(message))
      if (timing !== undefined) yield timing
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
