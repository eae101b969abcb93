import type { TelemetryEvent } from './event.ts'

/** Why a store refuses an event for good; a retry would meet the same answer. */
export type RejectionCode = 'out_of_range' | 'not_storable'

/** What became of one event. */
export type Outcome =
  | { readonly kind: 'committed'; readonly duplicate: boolean }
  | { readonly kind: 'enqueued' }
  | { readonly kind: 'discarded' }
  | { readonly kind: 'rejected'; readonly code: RejectionCode; readonly reason: string }

/** Same order, same length. Throws only `Unavailable`: the request's trouble, never an event's. */
export type Accept = (events: readonly TelemetryEvent[]) => Promise<readonly Outcome[]>
