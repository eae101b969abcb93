import { setImmediate as nextTurn } from 'node:timers/promises'
import type { OnStored, StoreEvents } from '../telemetry/ports.ts'

/** `store`, telling `onStored` what was stored before answering: whoever got the answer can read what was written. */
export function notify(store: StoreEvents, onStored: OnStored): StoreEvents {
  return async (events) => {
    const tell = onStored()
    const result = await store(events)
    await tell(events, result)
    return result
  }
}

/** A store that answers before those who are told have ended. */
export interface NotifyingBehind {
  readonly store: StoreEvents
  /** Resolves when what was stored before this call was told; rejects when that failed. */
  told(): Promise<void>
}

/** Like `notify`, for whoever can store the next events meanwhile. */
export function notifyBehind(store: StoreEvents, onStored: OnStored): NotifyingBehind {
  let telling: Promise<void>[] = []
  return {
    async store(events) {
      const tell = onStored()
      const result = await store(events)
      // In the next turn: the next statement goes out first, and what is told is prepared while PostgreSQL works.
      const told = nextTurn().then(() => tell(events, result))
      told.catch(() => undefined) // `told` rejects with it
      telling.push(told)
      return result
    },
    async told() {
      const before = telling
      telling = []
      await Promise.all(before)
    },
  }
}
