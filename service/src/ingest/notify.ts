import type { OnStored, StoreEvents } from '../telemetry/ports.ts'

/** `store`, telling `onStored` what was stored before answering: whoever got the answer can read what was written. */
export function notify(store: StoreEvents, onStored: OnStored): StoreEvents {
  return async (events) => {
    const result = await store(events)
    await onStored(events, result)
    return result
  }
}
