import type { StoredEvent } from '@telemark/deployment'
import { type CanarySettings, delayOf } from '../../k6/canaries.ts'
import { eventId } from '../../k6/event-id.ts'
import { hash } from '../../k6/schedule.ts'

/** k6's rows of one request, and when they are written, milliseconds since the epoch. */
export interface Row {
  readonly at: number
  readonly lines: readonly string[]
}

/**
 * The canaries of a load that began at `began` and takes `seconds`: some are refused, some are not there when they are read, and some are
 * read late by the generator.
 */
export function simulatedCanaries(
  settings: CanarySettings,
  { began, seconds }: { readonly began: number; readonly seconds: number },
): { readonly rows: readonly Row[]; readonly events: readonly StoredEvent[] } {
  const { run, rate } = settings
  const numbers = Array.from({ length: Math.floor(seconds * rate) }, (_, n) => n)
  const sentAt = (n: number) => began + ((n + 1) * 1000) / rate + (hash(run, n) % 100)
  const isRefused = (n: number) => n % 23 === 22
  return {
    rows: numbers.flatMap((n) => {
      const delay = delayOf(n, settings)
      const readAt = sentAt(n) + delay + (n % 13 === 12 ? 7 : 1)
      const isFresh = n % 17 !== 16
      return [
        requestRow({ n, name: 'canaryWrite', status: isRefused(n) ? 503 : 201, sentAt: sentAt(n) }),
        requestRow({ n, name: 'canaryRead', status: 200, sentAt: readAt }),
        {
          at: readAt + 3,
          lines: [
            `canary_fresh,${Math.round((readAt + 3) * 1000)},${isFresh ? '1' : '0'}.000000,,canaryFresh,,delay=${delay},n=${n}`,
          ],
        },
      ]
    }),
    events: numbers.flatMap((n) => {
      const timeMs = Math.round(sentAt(n))
      if (isRefused(n)) return []
      return [
        { deviceId: '', eventId: eventId({ run, n, timeMs }), eventTime: timeMs, receivedAt: timeMs + 5 },
      ]
    }),
  }
}

interface Request {
  readonly n: number
  readonly name: string
  readonly status: number
  readonly sentAt: number
}

function requestRow({ n, name, status, sentAt }: Request): Row {
  const ended = Math.round((sentAt + 2) * 1000)
  const tail = `,${name},${status},,n=${n}`
  return {
    at: ended / 1000,
    lines: [`http_req_duration,${ended},1.900000,${tail}`, `http_req_blocked,${ended},0.100000,${tail}`],
  }
}
