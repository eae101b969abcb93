import type { TelemetryEvent } from '../../telemetry/event.ts'
import { isUuid } from '../../telemetry/uuid.ts'

/** An event as it lies in the topic: JSON, its key is the device id. */
export function encodeEvent(event: TelemetryEvent): string {
  return `{"device":${event.device},"device_id":"${event.deviceId}","event_id":"${event.eventId}","event_time":${event.eventTime},"measurements":${event.measurements}}`
}

const uuidForm = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
/** What `encodeEvent` writes, as long as no measurement has a bracket in it. */
const encoded = new RegExp(
  `^{"device":(\\d{1,15}),"device_id":"(${uuidForm})","event_id":"(${uuidForm})","event_time":(\\d{1,15}),"measurements":({[^{}[\\]]*})}$`,
)

/**
 * The event in a message. Throws an `Error` that says what is wrong with it. What `encodeEvent` wrote is cut out of the text, which
 * costs a third of reading and writing it as JSON; whether those measurements are JSON is left to the store.
 */
export function decodeEvent(value: Buffer | string | undefined): TelemetryEvent {
  const text = String(value ?? '')
  const [, device, deviceId, eventId, eventTime, measurements] = encoded.exec(text) ?? []
  if (deviceId === undefined || eventId === undefined || measurements === undefined) return parseEvent(text)
  return { device: Number(device), deviceId, eventId, eventTime: Number(eventTime), measurements }
}

/** The same of any JSON. */
function parseEvent(text: string): TelemetryEvent {
  const message = parse(text)
  const { device, device_id: deviceId, event_id: eventId, event_time: eventTime, measurements } = message
  if (!isInteger(device)) throw new TypeError('device is not an integer')
  if (!isId(deviceId)) throw new TypeError('device_id is not a UUID')
  if (!isId(eventId)) throw new TypeError('event_id is not a UUID')
  if (!isInteger(eventTime)) throw new TypeError('event_time is not an integer')
  if (!isObject(measurements)) throw new TypeError('measurements is not an object')
  return { device, deviceId, eventId, eventTime, measurements: JSON.stringify(measurements) }
}

function parse(text: string): Record<string, unknown> {
  let message: unknown
  try {
    message = JSON.parse(text)
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
