import { parseTime } from './event-time.ts'
import { excerpt, type Fault, pointerTo } from './fault.ts'
import { type Measurements, measurementFaults } from './measurements.ts'
import { isUuid, uuidV7, uuidV7Time } from './uuid.ts'

const maxAheadMs = 5 * 60_000

/** What a client sent, understood. */
export interface ParsedEvent {
  readonly eventId: string
  readonly eventTime: number
  readonly measurements: string
  /** A retry of the same body is recognised. */
  readonly idempotent: boolean
}

export type Parsed =
  | { readonly kind: 'event'; readonly event: ParsedEvent }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] }

/** When the event is parsed, and how old an event may be. */
export interface TimeWindow {
  readonly now: number
  readonly retentionMs: number
}

/**
 * Understands `{event_id?, event_time?, measurements}` and the public original's flat body
 * (`{x_coord, y_coord, device_time}`: whatever is no known field is a measurement). Nothing is coerced or dropped.
 */
export function parseEvent(body: unknown, window: TimeWindow): Parsed {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return faulty([{ pointer: '', code: 'not_an_object', required: 'a JSON object', sent: excerpt(body) }])
  }
  return Object.hasOwn(body, 'measurements')
    ? parseNested(body as NestedBody, window)
    : parseFlat(body as FlatBody, window)
}

type NestedBody = { event_id?: unknown; event_time?: unknown; measurements: unknown }
type FlatBody = { event_id?: unknown; event_time?: unknown; device_time?: unknown }

const inMeasurements = ['measurements']

function parseNested(body: NestedBody, window: TimeWindow): Parsed {
  const faults: Fault[] = []
  for (const name in body) {
    if (name !== 'event_id' && name !== 'event_time' && name !== 'measurements') {
      faults.push({
        pointer: pointerTo(name),
        code: 'unknown_field',
        required: 'event_id, event_time and measurements only',
      })
    }
  }
  const { measurements } = body
  if (typeof measurements !== 'object' || measurements === null || Array.isArray(measurements)) {
    faults.push({
      pointer: '/measurements',
      code: 'not_an_object',
      required: 'an object',
      sent: excerpt(measurements),
    })
    return faulty([...identify(body.event_id, body.event_time, 'event_time', window).faults, ...faults])
  }
  const found = measurementFaults(measurements as Measurements, inMeasurements)
  const identity = identify(body.event_id, body.event_time, 'event_time', window)
  return assemble(identity, measurements, faults.length === 0 ? found : [...faults, ...found])
}

function parseFlat(body: FlatBody, window: TimeWindow): Parsed {
  const { event_id, event_time, device_time, ...measurements } = body
  const faults = [...measurementFaults(measurements as Measurements, [])]
  if (event_time !== undefined && device_time !== undefined) {
    faults.push({
      pointer: '/device_time',
      code: 'two_times',
      required: 'event_time or device_time, not both',
    })
  }
  const timeName = device_time === undefined ? 'event_time' : 'device_time'
  return assemble(
    identify(event_id, device_time === undefined ? event_time : device_time, timeName, window),
    measurements,
    faults,
  )
}

function assemble(identity: Identity, measurements: object, faults: readonly Fault[]): Parsed {
  if (identity.faults.length > 0 || faults.length > 0) return faulty([...identity.faults, ...faults])
  const { eventId, eventTime, idempotent } = identity
  return {
    kind: 'event',
    event: { eventId, eventTime, idempotent, measurements: JSON.stringify(measurements) },
  }
}

interface Identity {
  readonly eventId: string
  readonly eventTime: number
  readonly idempotent: boolean
  readonly faults: readonly Fault[]
}

const noFaults: readonly Fault[] = []

/** Settles id and time. An id that carries no time needs one beside it: each retry would get a new time, and be stored again. */
function identify(id: unknown, time: unknown, timeName: string, window: TimeWindow): Identity {
  const faults: Fault[] = []
  if (id !== undefined && !(typeof id === 'string' && isUuid(id))) {
    faults.push({ pointer: '/event_id', code: 'not_a_uuid', required: 'a UUID', sent: excerpt(id) })
  }
  const givenTime = typeof time === 'string' ? parseTime(time) : undefined
  if (time !== undefined && givenTime === undefined) {
    faults.push({
      pointer: pointerTo(timeName),
      code: 'not_a_time',
      required: 'an RFC 3339 time with its offset',
      sent: excerpt(time),
    })
  }
  if (faults.length > 0) return { eventId: '', eventTime: 0, idempotent: false, faults }
  if (typeof id !== 'string')
    return withId(uuidV7(window.now), givenTime ?? window.now, false, timeName, window)
  const eventTime = givenTime ?? uuidV7Time(id)
  if (eventTime === undefined) {
    return { eventId: id, eventTime: 0, idempotent: false, faults: [timeRequired(timeName)] }
  }
  return withId(id.toLowerCase(), eventTime, true, givenTime === undefined ? 'event_id' : timeName, window)
}

function withId(
  eventId: string,
  eventTime: number,
  idempotent: boolean,
  source: string,
  window: TimeWindow,
): Identity {
  const fault = rangeFault(eventTime, source, window)
  return { eventId, eventTime, idempotent, faults: fault === undefined ? noFaults : [fault] }
}

function rangeFault(eventTime: number, source: string, { now, retentionMs }: TimeWindow): Fault | undefined {
  if (eventTime <= now + maxAheadMs && eventTime >= now - retentionMs) return undefined
  const code = eventTime > now ? 'too_far_ahead' : 'too_old'
  const required = `a time from ${Math.round(retentionMs / 86_400_000)} days ago to 5 minutes ahead`
  return {
    pointer: pointerTo(source),
    code,
    required,
    sent: new Date(Math.min(eventTime, 8.64e15)).toISOString(),
  }
}

function timeRequired(timeName: string): Fault {
  return {
    pointer: pointerTo(timeName),
    code: 'required',
    required: 'an event_time beside an event_id that is not a UUIDv7',
  }
}

function faulty(faults: readonly Fault[]): Parsed {
  return { kind: 'faulty', faults }
}
