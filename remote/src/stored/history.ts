import type { FleetDevice, StoredEvent } from '@telemark/deployment'
import { type ApiClient, unexpected } from '../target/api-client.ts'

/** The largest page that the contract has. */
const pageEvents = 1000

/** The stored events of a device from `from` on (milliseconds since the epoch, event time), oldest first, a page at a time. */
export async function* historyOf(
  client: ApiClient,
  { deviceId, apiKey }: FleetDevice,
  { from, signal }: { readonly from: number; readonly signal: AbortSignal },
): AsyncGenerator<StoredEvent, void> {
  const query = { order: 'asc', limit: String(pageEvents), from: new Date(from).toISOString() }
  let cursor: string | null = null
  do {
    const asked = new URLSearchParams({ ...query, ...(cursor !== null && { cursor }) })
    const path = `/api/telemetry/${deviceId}?${asked}`
    const call = { method: 'GET', path, headers: { 'x-api-key': apiKey } } as const
    const { items, next_cursor: next } = Object(await client.json(call, signal))
    const isPage = Array.isArray(items) && (next === null || (typeof next === 'string' && next !== cursor))
    if (!isPage)
      throw unexpected(client.target, call, { status: 200, text: 'no page with items and a next_cursor' })
    yield* items.map(storedEvent)
    cursor = next
  } while (cursor !== null)
}

function storedEvent(item: unknown): StoredEvent {
  const { device_id, event_id, event_time, received_at } = Object(item)
  return {
    deviceId: String(device_id),
    eventId: String(event_id),
    eventTime: Date.parse(event_time),
    receivedAt: Date.parse(received_at),
  }
}
