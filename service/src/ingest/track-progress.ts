import type { ConsumedMessage, EventConsumer } from '../stores/kafka/event-consumer.ts'
import type { Progress } from './consume.ts'

/** What a consumer task is doing, for its metrics and its readiness. */
export interface TrackedProgress extends Progress {
  /** How old the oldest event is that is not stored yet, given how many there are; 0 when caught up, NaN while it is unknown. */
  lagSeconds(lagEvents: number): number
  /** Throws while no partition is assigned to this task. */
  assertAssigned(): void
}

/** Keeps track of one consumer task; `done` counts what it finished. */
export function trackProgress(done: Progress['done']): TrackedProgress {
  let consumer: EventConsumer | undefined
  let oldest: number | undefined
  /** The age of the last event that was stored tells how old the next one is at most, while none is on its way. */
  let lastStored: number | undefined
  return {
    joined(joined) {
      consumer = joined
    },
    working(messages: readonly ConsumedMessage[]) {
      // Not the first: a batch is of several partitions, each in its own order.
      oldest = Math.min(...messages.map(({ timestamp }) => Number(timestamp)))
    },
    idle() {
      lastStored = oldest
      oldest = undefined
    },
    done,
    lagSeconds(lagEvents) {
      if (lagEvents === 0) {
        lastStored = Date.now() // what comes from now on is no older
        return 0
      }
      const since = oldest ?? lastStored
      // Events wait, and none was seen yet: 0 would say that they are new.
      return since === undefined ? Number.NaN : Math.max(0, (Date.now() - since) / 1000)
    },
    assertAssigned() {
      if (consumer?.isAssigned() !== true) throw new Error('No partition is assigned to this task yet.')
    },
  }
}
