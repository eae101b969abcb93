import type { ServerResponse } from 'node:http'
import type { EventStream } from './event-stream.ts'

/** Shorter than the 60 s after which a load balancer closes a silent connection. */
const heartbeatMs = 15_000
const maxBeatsWhileFull = 4

/** `mayGoOn`: whether its reader still may read. */
export interface BeatingParts {
  readonly raw: ServerResponse
  readonly stream: EventStream
  readonly mayGoOn: () => Promise<boolean>
}

/** A heartbeat each 15 s until it is disposed of. A key that was revoked meanwhile gets nothing more, and who has read nothing for a minute is let go. */
export function keepBeating({ raw, stream, mayGoOn }: BeatingParts): Disposable {
  let beatsWhileFull = 0
  const beating = setInterval(() => void beat(), heartbeatMs)

  async function beat(): Promise<void> {
    beatsWhileFull = stream.isFull() ? beatsWhileFull + 1 : 0
    if (beatsWhileFull > maxBeatsWhileFull) raw.destroy()
    else if (await mayGoOn()) stream.heartbeat()
    else stream.end()
  }

  return { [Symbol.dispose]: () => clearInterval(beating) }
}
