import type { StoredEvent } from '../telemetry/event.ts'
import type { CacheUse, FleetPage } from '../telemetry/ports.ts'
import { storedEventBody } from '../telemetry/stored-event-body.ts'

/** The page of `events`, which are one more than `limit` where more devices follow. */
export function fleetPage(
  events: readonly StoredEvent[],
  { limit, cache }: { readonly limit: number; readonly cache: CacheUse },
): FleetPage {
  const items = events
    .slice(0, limit)
    .map((event) => ({ device: event.device, body: storedEventBody(event) }))
  return { items, more: events.length > limit, cache }
}
