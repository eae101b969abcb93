import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Device } from './register-device.ts'
import type { ServiceUnderTest } from './service-under-test.ts'

/** An event as a test writes it, and a model of the service keeps it. */
export interface WrittenEvent {
  readonly event_id: string
  readonly event_time: string
  readonly measurements: Readonly<Record<string, number | boolean | string>>
}

/** Any id: only the order by `(event_time, event_id)` counts. */
export function writtenEvent(time: number, measurements: WrittenEvent['measurements']): WrittenEvent {
  return { event_id: randomUUID(), event_time: new Date(time).toISOString(), measurements }
}

/** Oldest first. */
export function inOrder(events: readonly WrittenEvent[]): readonly WrittenEvent[] {
  const place = ({ event_time, event_id }: WrittenEvent) => `${event_time} ${event_id}`
  return events.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
}

/** Writes `events` one after another in the order given, and resolves when all are stored. */
export async function storeAll(
  service: ServiceUnderTest,
  device: Device,
  events: readonly WrittenEvent[],
): Promise<void> {
  for (const event of events) {
    const { status, text } = await device.write(event)
    assert.ok(status === 201 || status === 202, text)
  }
  await service.whenStored(async () => {
    const { body, text } = await device.send(`/api/telemetry/count/${device.id}`)
    assert.equal(body.count, events.length, text)
  })
}
