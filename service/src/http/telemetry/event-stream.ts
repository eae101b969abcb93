import type { ServerResponse } from 'node:http'
import type { Listener } from '../../live/deliver.ts'
import { parseMoment } from '../../live/moment.ts'
import type { Moment } from '../../live/ports.ts'
import { rfc3339 } from '../../telemetry/event-time.ts'

/** Bytes that may wait for a reader. */
const maxWaiting = 1024 * 1024

/** A listener that writes server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) into `raw`. */
export interface EventStream extends Listener {
  /** Keeps what lies between from closing the connection, and moves the place to resume from. */
  heartbeat(): void
}

export function eventStream(raw: ServerResponse, device: number | undefined): EventStream {
  let resume: Moment | undefined
  return {
    ...(device !== undefined && { device }),
    isFull: () => raw.writableEnded || raw.writableLength > maxWaiting,
    event(body, at) {
      resume = at
      raw.write(`id: ${at}\ndata: ${body}\n\n`)
    },
    gap(since, until) {
      resume = until
      raw.write(`id: ${until}\nevent: gap\ndata: {"from":"${timeOf(since)}","to":"${timeOf(until)}"}\n\n`)
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
  }
}

function timeOf(moment: Moment): string {
  return rfc3339(parseMoment(moment)?.at ?? 0)
}
