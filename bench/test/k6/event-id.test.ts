import assert from 'node:assert/strict'
import test from 'node:test'
import { eventId, parseEventId } from '../../k6/event-id.ts'

const extremes = [
  { run: 0, n: 0, timeMs: 0 },
  { run: 1, n: 2_147_483_648, timeMs: Date.UTC(2026, 10, 23) },
  { run: 4_294_967_295, n: 4_294_967_295, timeMs: 2 ** 48 - 1 },
  { run: 2_147_483_649, n: 17, timeMs: 1_795_465_536_011 },
]

test('an event id tells run, request and time, beyond 31 bits too', () => {
  for (const origin of extremes) assert.deepEqual(parseEventId(eventId(origin)), origin)
})

test('an event id is a UUID of version 7 and of the variant of RFC 9562', () => {
  for (const origin of extremes)
    assert.match(eventId(origin), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('ids of one run are ordered by time', () => {
  const ids = [5, 70_000, 4_294_967_296].map((timeMs) => eventId({ run: 3, n: 9, timeMs }))
  assert.deepEqual(ids.toSorted(), ids)
})

test('an id that no load made has no origin', () => {
  assert.equal(parseEventId('019aaf2e-8c5e-7d61-9d7b-0f4f2f9f6a11'), undefined)
  assert.equal(parseEventId('nonsense'), undefined)
})
