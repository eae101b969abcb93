import type { StoredEvent } from '../telemetry/event.ts'
import { latestBody } from '../telemetry/latest-body.ts'
import type { CacheUse, FleetPage } from '../telemetry/ports.ts'

/** The page of `events`, which are one more than `limit` where more devices follow. */
export function fleetPage(
  events: readonly StoredEvent[],
  { limit, cache }: { readonly limit: number; readonly cache: CacheUse },
): FleetPage {
  const items = events.slice(0, limit).map((event) => ({ device: event.device, body: latestBody(event) }))
  return { items, more: events.length > limit, cache }
}
