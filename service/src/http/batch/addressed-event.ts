import { excerpt, type Fault } from '../../telemetry/fault.ts'
import { type ParsedEvent, parseEvent, type TimeWindow } from '../../telemetry/parse-event.ts'
import { isUuid } from '../../telemetry/uuid.ts'

/** An event of a batch and the device that it names, not looked up yet; or what is wrong with it. */
export type AddressedEvent =
  | { readonly kind: 'event'; readonly event: ParsedEvent; readonly deviceId: string }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] }

/** Understands one event of a batch. */
export type ReadEvent = (document: unknown, window: TimeWindow) => AddressedEvent

/** For a device, whose events do not name it. */
export function eventsOf(deviceId: string): ReadEvent {
  return (document, window) => {
    const parsed = parseEvent(document, window)
    return parsed.kind === 'event' ? { ...parsed, deviceId } : parsed
  }
}

/** For a gateway, whose events have a `device_id` each beside what a device sends. */
export function eventOfAnyone(document: unknown, window: TimeWindow): AddressedEvent {
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    return eventsOf('')(document, window)
  const { device_id: deviceId, ...event } = document as { device_id?: unknown }
  const parsed = parseEvent(event, window)
  const faults = parsed.kind === 'faulty' ? parsed.faults : []
  if (typeof deviceId !== 'string' || !isUuid(deviceId))
    return { kind: 'faulty', faults: [notADevice(deviceId), ...faults] }
  return parsed.kind === 'event' ? { ...parsed, deviceId: deviceId.toLowerCase() } : parsed
}

function notADevice(sent: unknown): Fault {
  const required = 'the UUID of a device'
  return sent === undefined
    ? { pointer: '/device_id', code: 'required', required }
    : { pointer: '/device_id', code: 'not_a_uuid', required, sent: excerpt(sent) }
}
