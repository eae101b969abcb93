import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type ParsedEvent, parseEvent } from '../../src/telemetry/parse-event.ts'
import { uuidV7, uuidV7Time } from '../../src/telemetry/uuid.ts'

const now = Date.UTC(2026, 10, 23, 6, 41, 16, 123)
const day = 86_400_000
const version4 = 'f9b25ebe-543f-4ac8-84d8-bca063c5fea0'

function parse(body: unknown) {
  return parseEvent(body, { now, retentionMs: 30 * day })
}

function event(body: unknown): ParsedEvent {
  const parsed = parse(body)
  assert.equal(parsed.kind, 'event', JSON.stringify(parsed))
  return parsed.event
}

function faults(body: unknown): string[] {
  const parsed = parse(body)
  assert.equal(parsed.kind, 'faulty')
  return parsed.faults.map(({ pointer, code }) => `${pointer} ${code}`)
}

describe('identity', () => {
  test('with a UUIDv7 and no time, the time is the one in the id', () => {
    const id = uuidV7(now - 1000)
    const { eventId, eventTime, idempotent } = event({ event_id: id.toUpperCase(), measurements: { a: 1 } })
    assert.deepEqual(
      { eventId, eventTime, idempotent },
      { eventId: id, eventTime: now - 1000, idempotent: true },
    )
  })

  test('with an id and a time, the time given counts', () => {
    const body = { event_id: uuidV7(now), event_time: '2026-11-22T00:00:00Z', measurements: { a: 1 } }
    assert.equal(event(body).eventTime, Date.UTC(2026, 10, 22))
  })

  test('another id needs a time beside it', () => {
    assert.deepEqual(faults({ event_id: version4, measurements: { a: 1 } }), ['/event_time required'])
    const { eventId, idempotent } = event({
      event_id: version4,
      event_time: '2026-11-23T06:41:16Z',
      measurements: { a: 1 },
    })
    assert.deepEqual([eventId, idempotent], [version4, true])
  })

  test('with neither, the event is of now and not idempotent', () => {
    const { eventId, eventTime, idempotent } = event({ measurements: { a: 1 } })
    assert.equal(eventTime, now)
    assert.equal(uuidV7Time(eventId), now)
    assert.equal(idempotent, false)
  })

  test('a time without an id is kept, and the event is not idempotent', () => {
    const { eventTime, idempotent } = event({ event_time: '2026-11-23T06:00:00Z', measurements: { a: 1 } })
    assert.deepEqual([eventTime, idempotent], [Date.UTC(2026, 10, 23, 6), false])
  })

  test('five minutes ahead is taken, more is not; nor is what is older than the retention', () => {
    const at = (time: number) => ({ event_time: new Date(time).toISOString(), measurements: { a: 1 } })
    assert.equal(event(at(now + 300_000)).eventTime, now + 300_000)
    assert.deepEqual(faults(at(now + 300_001)), ['/event_time too_far_ahead'])
    assert.equal(event(at(now - 30 * day)).eventTime, now - 30 * day)
    assert.deepEqual(faults(at(now - 30 * day - 1)), ['/event_time too_old'])
    assert.deepEqual(faults({ event_id: uuidV7(now - 31 * day), measurements: { a: 1 } }), [
      '/event_id too_old',
    ])
    assert.deepEqual(faults({ event_id: 'ffffffff-ffff-7fff-bfff-ffffffffffff', measurements: { a: 1 } }), [
      '/event_id too_far_ahead',
    ])
  })
})

describe('measurements', () => {
  test('numbers, booleans and strings are kept as they are', () => {
    const measurements = { temperature: 21.5, online: true, mode: 'eco', text: '21.5', 'a.b_1': 0 }
    assert.deepEqual(JSON.parse(event({ measurements }).measurements), measurements)
  })

  test('every wrong field has an entry of its own', () => {
    const body =
      '{"measurements":{"A":1,"b":null,"c":[],"d":1e999,"e":"\\u0000","f":"\\ud800","g":1},"extra":1}'
    assert.deepEqual(faults(JSON.parse(body)), [
      '/extra unknown_field',
      '/measurements/A measurement_name',
      '/measurements/b measurement_type',
      '/measurements/c measurement_type',
      '/measurements/d not_finite',
      '/measurements/e not_storable',
      '/measurements/f not_storable',
    ])
  })

  test('a string has at most 256 bytes, however many characters', () => {
    assert.ok(event({ measurements: { a: 'x'.repeat(256), b: 'é'.repeat(128) } }))
    assert.deepEqual(faults({ measurements: { a: 'x'.repeat(257), b: 'é'.repeat(129) } }), [
      '/measurements/a too_long',
      '/measurements/b too_long',
    ])
  })

  test('an event has 1 to 64 of them', () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`m${i}`, i]))
    assert.ok(event({ measurements: many(64) }))
    assert.deepEqual(faults({ measurements: many(65) }), ['/measurements measurement_count'])
    assert.deepEqual(faults({ measurements: {} }), ['/measurements measurement_count'])
  })

  test('names of JavaScript itself are nothing special', () => {
    assert.deepEqual(faults(JSON.parse('{"measurements":{"__proto__":1}}')), [
      '/measurements/__proto__ measurement_name',
    ])
    assert.equal(event({ measurements: { constructor: 1 } }).measurements, '{"constructor":1}')
  })
})

describe('the body of the public original', () => {
  test('numbers and strings beside the known fields are measurements', () => {
    const { eventTime, measurements } = event({
      x_coord: 1.2,
      y_coord: 3.4,
      device_time: '2026-11-23T06:41:00Z',
    })
    assert.equal(eventTime, Date.UTC(2026, 10, 23, 6, 41))
    assert.deepEqual(JSON.parse(measurements), { x_coord: 1.2, y_coord: 3.4 })
  })

  test('two times contradict each other', () => {
    const body = { a: 1, device_time: '2026-11-23T06:41:00Z', event_time: '2026-11-23T06:41:00Z' }
    assert.deepEqual(faults(body), ['/device_time two_times'])
  })

  test('what is no measurement is refused, not dropped', () => {
    assert.deepEqual(faults({ x_coord: 1.2, nested: { a: 1 } }), ['/nested measurement_type'])
  })
})

test('what is no object is refused', () => {
  for (const body of [null, 1, 'text', [], true]) assert.deepEqual(faults(body), [' not_an_object'])
})
