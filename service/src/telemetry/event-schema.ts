import { Type } from 'typebox'
import { timeForm } from './event-time.ts'
import { maxMeasurements, maxStringBytes, nameForm } from './measurements.ts'
import { uuidForm, version7Form } from './uuid.ts'

// What `parseEvent` takes, for those who read the contract. It does not validate: a test holds the two together, and lists what a schema
// cannot say.

/** A UUID that `description` tells more of. */
export function describedUuid(description: string) {
  return Type.String({ pattern: uuidForm.source, description })
}

export const uuidSchema = describedUuid('a UUID')

export const timeSchema = Type.String({
  pattern: timeForm.source,
  description: 'An RFC 3339 time with its offset; what is finer than a millisecond is cut off',
})

export const measurementSchema = Type.Union(
  [
    Type.Number(),
    Type.Boolean(),
    Type.String({ maxLength: maxStringBytes, pattern: '^[^\\u0000\\ud800-\\udfff]*$' }),
  ],
  { description: `A finite number, a boolean, or a string of at most ${maxStringBytes} bytes of UTF-8` },
)

// Not `Type.Record`: its `patternProperties` are lost on the way into `/api/openapi.json`.
const named = { propertyNames: { pattern: nameForm.source }, additionalProperties: measurementSchema }

export const measurementsSchema = Type.Object(
  {},
  {
    ...named,
    minProperties: 1,
    maxProperties: maxMeasurements,
    description: 'Values by name; their units are in the registry',
  },
)

/** Those of them that were asked for: none, where the event has none of these names. */
export const chosenMeasurementsSchema = Type.Object({}, { ...named, maxProperties: maxMeasurements })

const eventIdSchema = describedUuid(
  'Repeated by each retry. The time of a UUIDv7 is that of the event, where no other is given',
)

/** Each retry of an event whose id carries no time would get a new one, and be stored again. */
function timeBesideOtherIds(...times: readonly string[]) {
  return {
    if: {
      required: ['event_id'],
      properties: { event_id: { type: 'string', not: { pattern: version7Form.source } } },
    },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    then: { anyOf: times.map((time) => ({ required: [time] })) },
  }
}

const nestedSchema = Type.Object(
  {
    event_id: Type.Optional(eventIdSchema),
    event_time: Type.Optional(timeSchema),
    measurements: measurementsSchema,
  },
  { title: 'An event', additionalProperties: false, ...timeBesideOtherIds('event_time') },
)

const known = ['event_id', 'event_time', 'device_time']

const flatSchema = Type.Object(
  {
    event_id: Type.Optional(eventIdSchema),
    event_time: Type.Optional(timeSchema),
    device_time: Type.Optional(timeSchema),
    measurements: Type.Optional(Type.Never()),
  },
  {
    title: 'An event of the public original: what is no known field is a measurement',
    ...named,
    // An id and one time beside the measurements, of which there is at least one.
    maxProperties: maxMeasurements + 2,
    not: { anyOf: [{ propertyNames: { enum: known } }, { required: ['event_time', 'device_time'] }] },
    ...timeBesideOtherIds('event_time', 'device_time'),
  },
)

/** The body of one event. */
export const eventSchema = Type.Union([nestedSchema, flatSchema])
