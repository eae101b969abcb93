import type { Registry } from 'prom-client'
import { singleFlight } from '../concurrency/single-flight.ts'
import { exposeNumber } from './exposition.ts'

/** How far the consumer is behind. */
export interface Lag {
  readonly events: number
  readonly seconds: number
}

/** What a consumer task has done, and what it still owes. */
export interface ConsumerMetrics {
  consumed(stored: number, setAside: number): void
  /** Exposes what was consumed, and the lag; NaN while that cannot be read. */
  watch(readLag: () => Promise<Lag>): void
}

export function consumerMetrics(registry: Registry): ConsumerMetrics {
  const totals = { consumed: 0, setAside: 0 }
  return {
    consumed(stored, setAside) {
      totals.consumed += stored + setAside
      totals.setAside += setAside
    },
    watch(readLag) {
      exposeNumber(registry, 'telemark_consumed_events_total', () => totals.consumed)
      exposeNumber(registry, 'telemark_dead_letters_total', () => totals.setAside)
      const oneFlight = singleFlight<Lag>()
      const unknown = { events: Number.NaN, seconds: Number.NaN }
      // Both figures come from one reading.
      const lag = () => oneFlight('lag', () => readLag().catch(() => unknown))
      exposeNumber(registry, 'telemark_consumer_lag_events', async () => (await lag()).events)
      exposeNumber(registry, 'telemark_consumer_lag_seconds', async () => (await lag()).seconds)
    },
  }
}
