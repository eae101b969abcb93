import type { FleetDevice, StoredEvent } from '@telemark/deployment'
import type { ApiClient } from '../target/api-client.ts'
import { historyOf } from './history.ts'

export interface StoredOptions {
  readonly client: ApiClient
  readonly devices: readonly FleetDevice[]
  /** Milliseconds since the epoch, event time. */
  readonly from: number
  /** How far the store's clock is ahead, milliseconds. */
  readonly clockOffsetMs: number
  readonly signal: AbortSignal
}

/** Reading back is no load test; of so many devices at a time the events are in memory. */
const atOnce = 4

/**
 * Every event of `devices` since `from`, and of nobody else: their histories, page by page, along the primary key. What was received when is
 * told on this machine's clock.
 */
export async function* storedEvents(options: StoredOptions): AsyncGenerator<StoredEvent, void> {
  const { client, devices, clockOffsetMs } = options
  for (let first = 0; first < devices.length; first += atOnce) {
    const histories = await Promise.all(
      devices
        .slice(first, first + atOnce)
        .map((device) => Array.fromAsync(historyOf(client, device, options))),
    )
    for (const event of histories.flat()) yield { ...event, receivedAt: event.receivedAt - clockOffsetMs }
  }
}
