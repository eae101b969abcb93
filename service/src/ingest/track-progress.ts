import type { Metrics } from '../metrics.ts'
import type { ConsumedMessage, EventConsumer } from '../stores/kafka/event-consumer.ts'
import type { Progress } from './consume.ts'

/** What a consumer task is doing, for its metrics and its readiness. */
export interface TrackedProgress extends Progress {
  /** How old the oldest event is that is not stored yet, given how many there are; 0 when caught up. */
  lagSeconds(lagEvents: number): number
  /** Throws while no partition is assigned to this task. */
  assertAssigned(): void
}

/** Keeps track of one consumer task. */
export function trackProgress(metrics: Metrics, now: () => number = Date.now): TrackedProgress {
  let consumer: EventConsumer | undefined
  let oldest: number | undefined
  /** The age of the last event that was stored tells how old the next one is at most, while none is on its way. */
  let lastStored: number | undefined
  return {
    joined(joined) {
      consumer = joined
    },
    working(message: ConsumedMessage | undefined) {
      if (message === undefined) lastStored = oldest
      oldest = message === undefined ? undefined : Number(message.timestamp)
    },
    done: metrics.consumed,
    lagSeconds(lagEvents) {
      const since = oldest ?? lastStored
      return lagEvents === 0 || since === undefined ? 0 : Math.max(0, (now() - since) / 1000)
    },
    assertAssigned() {
      if (consumer?.isAssigned() !== true) throw new Error('No partition is assigned to this task yet.')
    },
  }
}
