import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTime, rfc3339 } from '../../src/telemetry/event-time.ts'

test('an RFC 3339 time with any offset is taken', () => {
  assert.equal(parseTime('2026-11-23T06:41:16.123Z'), Date.UTC(2026, 10, 23, 6, 41, 16, 123))
  assert.equal(parseTime('2026-11-23T08:41:16+02:00'), Date.UTC(2026, 10, 23, 6, 41, 16))
})

test('what is finer than a millisecond is cut off, not rounded', () => {
  assert.equal(parseTime('2026-11-23T06:41:16.123999Z'), Date.UTC(2026, 10, 23, 6, 41, 16, 123))
})

test('a day that no calendar has is refused', () => {
  assert.equal(parseTime('2026-02-29T00:00:00Z'), undefined)
  assert.equal(parseTime('2028-02-29T00:00:00Z'), Date.UTC(2028, 1, 29))
  assert.equal(parseTime('2026-13-01T00:00:00Z'), undefined)
  assert.equal(parseTime('2026-00-10T00:00:00Z'), undefined)
})

test('a time without an offset, or in another form, is refused', () => {
  const texts = [
    '2026-11-23',
    '2026-11-23T06:41:16',
    '2026-11-23T24:00:00Z',
    '2026-11-23 06:41:16Z',
    'now',
    '1764000000000',
  ]
  for (const text of texts) assert.equal(parseTime(text), undefined, text)
})

test('a time is written as Date writes it', () => {
  const written = (time: number) => assert.equal(rfc3339(time), new Date(time).toISOString())
  for (const time of [
    0,
    -1,
    86_399_999,
    86_400_000,
    Date.UTC(10_000),
    -62_167_219_200_001,
    8.64e15,
    -8.64e15,
  ])
    written(time)
  for (let round = 0; round < 1000; round += 1) written(Math.floor((Math.random() - 0.2) * 8e12))
})
