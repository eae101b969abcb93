import type { TelemetryEvent } from '../../src/telemetry/event.ts'
import { uuidV7 } from '../../src/telemetry/uuid.ts'

/** An event with sensible values where none are given. */
export function eventOf(given: Partial<TelemetryEvent> = {}): TelemetryEvent {
  const eventTime = given.eventTime ?? Date.now()
  return {
    device: 1,
    deviceId: '43358b11-c35b-41aa-bfff-6c7c43ea5c47',
    eventId: uuidV7(eventTime),
    measurements: '{"temperature":21.5}',
    ...given,
    eventTime,
  }
}
