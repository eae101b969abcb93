import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockOffsetMs } from '../../src/stored/clock-offset.ts'

test('Clocks that may agree are left as they are', () => {
  const exchanges = [
    { sentAt: 1000, answeredAt: 1008, receivedAt: 1003 },
    { sentAt: 2000, answeredAt: 2004, receivedAt: 2004 },
  ]
  assert.equal(clockOffsetMs(exchanges, 'committed'), 0)
  assert.equal(clockOffsetMs([], 'committed'), 0)
})

test('The narrowest exchanges say how far the other clock is ahead', () => {
  const exchanges = [
    { sentAt: 1000, answeredAt: 1100, receivedAt: 6050 },
    { sentAt: 2000, answeredAt: 2004, receivedAt: 7003 },
  ]
  assert.equal(clockOffsetMs(exchanges, 'committed'), 5001)
})

test('Where the answer comes before the store, only a clock that is behind shows', () => {
  const at = (receivedAt: number) => [{ sentAt: 1000, answeredAt: 1002, receivedAt }]
  assert.equal(clockOffsetMs(at(1900), 'enqueued'), 0)
  assert.equal(clockOffsetMs(at(400), 'enqueued'), -600)
})
