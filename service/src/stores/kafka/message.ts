import type { TelemetryEvent } from '../../telemetry/event.ts'
import { isUuid } from '../../telemetry/uuid.ts'

/** An event as it lies in the topic: JSON, its key is the device id. */
export function encodeEvent(event: TelemetryEvent): string {
  return `{"device":${event.device},"device_id":"${event.deviceId}","event_id":"${event.eventId}","event_time":${event.eventTime},"measurements":${event.measurements}}`
}

/** The event in a message. Throws a `TypeError` that says what is wrong with it. */
export function decodeEvent(value: Buffer | string | undefined): TelemetryEvent {
  const message = parse(value)
  const { device, device_id: deviceId, event_id: eventId, event_time: eventTime, measurements } = message
  if (!isInteger(device)) throw new TypeError('device is not an integer')
  if (!isId(deviceId)) throw new TypeError('device_id is not a UUID')
  if (!isId(eventId)) throw new TypeError('event_id is not a UUID')
  if (!isInteger(eventTime)) throw new TypeError('event_time is not an integer')
  if (!isObject(measurements)) throw new TypeError('measurements is not an object')
  return { device, deviceId, eventId, eventTime, measurements: JSON.stringify(measurements) }
}

function parse(value: Buffer | string | undefined): Record<string, unknown> {
  let message: unknown
  try {
    message = JSON.parse(String(value ?? ''))
  } catch (error) {
    throw new TypeError('the value is not JSON', { cause: error })
  }
  if (!isObject(message)) throw new TypeError('the value is not a JSON object')
  return message
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && isUuid(value)
}
