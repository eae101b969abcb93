import type { Registry } from 'prom-client'
import { NotStorable, type StoreEvents, type StoreResult } from '../telemetry/ports.ts'
import { Buckets, batchBounds } from './buckets.ts'
import { expose } from './exposition.ts'

const batch = 'telemark_store_batch_events'

/** `store`, counting what becomes of events and how many a statement gets; that costs one promise a statement. */
export type StoreMetrics = (store: StoreEvents) => StoreEvents

export function storeMetrics(registry: Registry): StoreMetrics {
  return (store) => {
    const sizes = new Buckets(batchBounds)
    const events = { stored: 0, duplicate: 0, rejected: 0 }
    expose(registry, batch, () => sizes.samples(batch))
    expose(registry, 'telemark_store_events_total', () =>
      Object.entries(events).map(([outcome, value]) => ({ labels: { outcome }, value })),
    )

    function stored(result: StoreResult): StoreResult {
      for (const at of result.receivedAt) {
        if (at === undefined) events.duplicate += 1
        else events.stored += 1
      }
      return result
    }

    return (given) => {
      sizes.observe(given.length)
      return store(given).then(stored, (error) => {
        // A larger batch is halved and comes again.
        if (given.length === 1 && error instanceof NotStorable) events.rejected += 1
        throw error
      })
    }
  }
}
