import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import type { Fault } from '../../src/telemetry/fault.ts'
import { parseEvent } from '../../src/telemetry/parse-event.ts'
import { uuidV7 } from '../../src/telemetry/uuid.ts'

const now = Date.UTC(2026, 10, 23, 6, 41, 16, 123)
const window = { now, retentionMs: 30 * 86_400_000 }
/** As clients read it; another test holds it to the schema in the source. */
const contract = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'))
const { schema } = contract.paths['/api/telemetry/{device_id}'].post.requestBody.content['application/json']
const satisfies = new Ajv2020({ strict: false, strictNumbers: true }).compile(schema)

/** What the schema cannot say; everything else that the parser refuses, the schema refuses too, and the other way round. */
const unsayable: readonly ((fault: Fault, body: object) => boolean)[] = [
  // The time window moves.
  ({ code }) => code === 'too_old' || code === 'too_far_ahead',
  // A schema counts the characters of a string, not its bytes.
  ({ code, sent }) => code === 'too_long' && Buffer.byteLength(String(sent)) > [...String(sent)].length,
  // A pattern knows no calendar.
  ({ code, sent }) => code === 'not_a_time' && /-(02-(29|3)|\d\d-31)/.test(String(sent)),
  // It does not count the measurements among other fields.
  ({ code }, body) =>
    code === 'measurement_count' && !('measurements' in body) && Object.keys(body).length > 64,
]

const oneOf = (...values: unknown[]) => fc.constantFrom(...values)
const anything = fc.anything({ withNullPrototype: false, maxDepth: 2 }).map(asJson)

const eventId = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -40, max: 0 }).map((days) => uuidV7(now + days * 86_400_000)) },
  fc.uuid({ version: 4 }),
  fc.uuid().map((id) => id.toUpperCase()),
  oneOf('', 'x', 17, null, true, [], `${uuidV7(now)} `, uuidV7(now).replaceAll('-', '')),
)

const time = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .integer({ min: -40, max: 1 })
      .map((days) => new Date(now + days * 86_400_000).toISOString()),
  },
  oneOf('2026-11-22T24:00:00Z', '2026-11-22T00:00:60Z', '2026-02-30T00:00:00Z', '2026-11-31T00:00:00Z'),
  oneOf(
    '2026-11-22t00:00:00z',
    '2026-11-22T00:00:00',
    '2026-11-22 00:00:00Z',
    '2026-11-22T00:00:00.1234567891Z',
  ),
  oneOf('2026-11-22T00:00:00+23:59', '2026-11-22T00:00:00.5-01:00', '', 0, null, now),
)

const name = fc.oneof(
  { weight: 8, arbitrary: fc.stringMatching(/^[a-z][a-z0-9_.]{0,8}$/) },
  fc.integer({ min: 60, max: 68 }).map((length) => 'n'.repeat(length)),
  fc.constantFrom(
    'constructor',
    '__proto__',
    'measurements',
    'Upper',
    '1st',
    '',
    'ä',
    'a b',
    'a\n',
    'toString',
  ),
)

const value = fc.oneof(
  { weight: 6, arbitrary: fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.boolean(), fc.string()) },
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc
    .integer({ min: 250, max: 260 })
    .chain((length) => fc.constantFrom('x', 'é', '€', '😀').map((unit) => unit.repeat(length))),
  fc
    .integer({ min: 60, max: 140 })
    .chain((length) => fc.constantFrom('é', '€', '😀').map((unit) => unit.repeat(length))),
  oneOf('a\u0000b', '\ud800', '\udc00x', null, [], {}, [1], { a: 1 }, Number.POSITIVE_INFINITY),
)

const measurements = fc.oneof(
  { weight: 8, arbitrary: fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true }) },
  fc
    .integer({ min: 62, max: 67 })
    .map((count) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`m${n}`, n]))),
)

const identity = fc.record({ event_id: eventId, event_time: time }, { requiredKeys: [] })
const unknown = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  fc.constant({ extra: 1 }),
  fc.constant({ device_time: '2026-11-22T00:00:00Z' }),
)

const nested = fc
  .tuple(identity, fc.oneof({ weight: 8, arbitrary: measurements }, anything), unknown)
  .map(([known, measured, more]) => ({ ...known, measurements: measured, ...more }))

const flat = fc
  .tuple(
    fc.record({ event_id: eventId, event_time: time, device_time: time }, { requiredKeys: [] }),
    measurements,
  )
  .map(([known, measured]) => ({ ...measured, ...known }))

const body = fc.oneof({ weight: 5, arbitrary: nested }, { weight: 5, arbitrary: flat }, anything)

/** As it comes out of `JSON.parse`: names like `__proto__` are own, and nothing is undefined. */
function asJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null')
  } catch {
    return null // a bigint
  }
}

function assertAgree(sent: unknown): void {
  const parsed = parseEvent(sent, window)
  const isSatisfied = satisfies(sent)
  if (parsed.kind === 'event') {
    assert.ok(isSatisfied, `The schema refuses what the parser takes: ${JSON.stringify(satisfies.errors)}`)
  } else if (isSatisfied) {
    const sayable = parsed.faults.filter((fault) => !unsayable.some((is) => is(fault, sent as object)))
    assert.deepEqual(sayable, [], 'The schema takes what the parser refuses')
  }
}

test('The parser and the schema of an event take and refuse the same bodies', () => {
  fc.assert(fc.property(body, assertAgree), { numRuns: 20_000 })
})

test('A body that holds several of the known fields means the same to both', () => {
  for (const sent of [
    { a: 1, device_time: null },
    { a: 1, event_time: null },
    { a: 1, device_time: '2026-11-22T00:00:00Z', event_time: null },
    { device_time: '2026-11-22T00:00:00Z' },
    { measurements: 1 },
    { measurements: { a: 1 }, device_time: '2026-11-22T00:00:00Z' },
  ]) {
    assert.equal(parseEvent(sent, window).kind, 'faulty', JSON.stringify(sent))
    assertAgree(sent)
  }
})
