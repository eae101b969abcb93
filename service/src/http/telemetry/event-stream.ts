import type { ServerResponse } from 'node:http'
import type { Listener } from '../../live/deliver.ts'
import { receivedBetween } from '../../live/moment.ts'
import type { Moment } from '../../live/ports.ts'
import type { WaitingRoom } from '../../live/waiting.ts'
import { rfc3339 } from '../../telemetry/event-time.ts'

/** A listener that writes server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) into `raw`. */
export interface EventStream extends Listener, Disposable {
  /** Keeps what lies between from closing the connection, and moves the place to resume from. */
  heartbeat(): void
}

/** Those of `device`, or of all. */
interface EventStreamOptions {
  readonly device: number | undefined
  /** Where its bytes are counted until it is disposed of. */
  readonly room: WaitingRoom
}

export function eventStream(raw: ServerResponse, { device, room }: EventStreamOptions): EventStream {
  const waiting = room.open(() => raw.writableLength)
  let resume: Moment | undefined
  return {
    ...(device !== undefined && { device }),
    isFull: () => raw.writableEnded || waiting.isFull(),
    event(body, at) {
      resume = at
      // In bytes: of a text that waits it would be its characters that are counted.
      raw.write(Buffer.from(`id: ${at}\ndata: ${body}\n\n`))
    },
    gap(since, until) {
      resume = until
      const { from, to } = receivedBetween(since, until)
      raw.write(`id: ${until}\nevent: gap\ndata: {"from":"${rfc3339(from)}","to":"${rfc3339(to)}"}\n\n`)
    },
    caughtUp(at) {
      resume = at
    },
    heartbeat() {
      if (raw.writableEnded) return
      // An id without data is remembered by the client, and shown to nobody.
      raw.write(resume === undefined ? ': heartbeat\n\n' : `: heartbeat\nid: ${resume}\n\n`)
    },
    end: () => raw.end(),
    [Symbol.dispose]: () => waiting[Symbol.dispose](),
  }
}
