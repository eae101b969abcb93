import { setTimeout as delay } from 'node:timers/promises'
import type { FleetDevice } from '@telemark/deployment'

/** One event as a device sends it, again and again until it is acknowledged. */
export interface SentEvent {
  readonly deviceId: string
  readonly eventId: string
  /** Milliseconds since the epoch. */
  readonly eventTime: number
}

/** What a client saw, answer by answer: a status, or `0` for a connection that broke. */
export type Seen = (answer: {
  readonly status: number
  readonly retryAfter: string | null
  readonly ms: number
  readonly text: string
}) => void

/** What may be sent again with the same identity; the rest is the client's mistake, or the service's. */
const retryable = new Set([0, 429, 502, 503, 504])
const answerWithinMs = 30_000

interface Sending {
  readonly device: FleetDevice
  readonly event: SentEvent
  readonly seen: Seen
  /** Gives up. */
  readonly signal?: AbortSignal
}

/**
 * Sends `event` until it is acknowledged, as the contract tells clients to: the same identity each time, not before
 * `Retry-After`. Resolves with the last status: 200, 201, 202, or one that must not be repeated.
 */
export async function sendUntilAcknowledged(
  url: URL,
  { device, event, seen, signal }: Sending,
): Promise<number> {
  for (;;) {
    signal?.throwIfAborted()
    const start = performance.now()
    const answer = await sendOnce(url, device, event)
    seen({ ...answer, ms: performance.now() - start })
    if (!retryable.has(answer.status)) return answer.status
    await delay(answer.retryAfter === null ? 50 : Number(answer.retryAfter) * 1000)
  }
}

async function sendOnce(url: URL, device: FleetDevice, { eventId, eventTime }: SentEvent) {
  try {
    const response = await fetch(new URL(`/api/telemetry/${device.deviceId}`, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': device.apiKey },
      body: JSON.stringify({
        event_id: eventId,
        event_time: new Date(eventTime).toISOString(),
        measurements: { temperature: 21.5 },
      }),
      signal: AbortSignal.timeout(answerWithinMs),
    })
    const text = await response.text()
    return { status: response.status, retryAfter: response.headers.get('retry-after'), text }
  } catch (error) {
    return { status: 0, retryAfter: null, text: String(error) }
  }
}
