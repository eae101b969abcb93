import type { Registry } from 'prom-client'
import type { Accept } from '../telemetry/outcome.ts'
import { Buckets, batchBounds, durationBounds } from './buckets.ts'
import { expose, exposeNumber } from './exposition.ts'

const batch = 'telemark_kafka_send_batch_events'
const duration = 'telemark_kafka_send_duration_seconds'

/** `accept`, timing what sends to Kafka and counting how many events go at a time. */
export type SendMetrics = (accept: Accept) => Accept

export function sendMetrics(registry: Registry): SendMetrics {
  return (accept) => {
    const sizes = new Buckets(batchBounds)
    const durations = new Buckets(durationBounds)
    let failures = 0
    expose(registry, batch, () => sizes.samples(batch))
    expose(registry, duration, () => durations.samples(duration))
    exposeNumber(registry, 'telemark_kafka_send_failures_total', () => failures)
    return async (events) => {
      const start = performance.now()
      sizes.observe(events.length)
      try {
        return await accept(events)
      } catch (error) {
        failures += 1
        throw error
      } finally {
        durations.observe((performance.now() - start) / 1000)
      }
    }
  }
}
