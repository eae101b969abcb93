import type { Registry } from 'prom-client'
import type { Coalesced } from '../ingest/coalesce.ts'
import { exposeNumber } from './exposition.ts'

/** Saturation of what collects events for the next batch: as it is given, and watched. */
export type PendingMetrics = (coalesced: Coalesced) => Coalesced

export function pendingMetrics(registry: Registry): PendingMetrics {
  return (coalesced) => {
    exposeNumber(registry, 'telemark_pending_events', coalesced.pending)
    exposeNumber(registry, 'telemark_pending_max_events', () => coalesced.maxPending)
    exposeNumber(registry, 'telemark_refused_events_total', coalesced.refused)
    return coalesced
  }
}
