import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeEvent } from '../../../src/stores/kafka/message.ts'
import { sendsOf } from '../../../src/stores/kafka/sends.ts'
import { eventOf } from '../../support/events.ts'

/** How many messages each send of such events carries. */
function sizesOf(count: number, measurements?: string): number[] {
  const event = eventOf(measurements === undefined ? {} : { measurements })
  const message = { topic: 'telemetry', key: event.deviceId, value: encodeEvent(event) }
  return [...sendsOf(Array.from({ length: count }, () => message))].map(({ length }) => length)
}

test('a thousand events of the usual size are one send', () => {
  assert.deepEqual(sizesOf(1000), [1000])
  assert.deepEqual(sizesOf(0), [])
})

test('large events are several sends, none of which a broker finds too large for one partition', () => {
  const sizes = sizesOf(100, JSON.stringify({ text: 'é'.repeat(32_000) }))
  assert.equal(
    sizes.reduce((sum, count) => sum + count),
    100,
  )
  for (const count of sizes) assert.ok(count * 64_200 < 1024 * 1024, `${count} in one send`)
})

test('five thousand dead letters are several sends: their headers count too', () => {
  const headers = { error: 'x'.repeat(200) }
  const letters = Array.from({ length: 5000 }, () => ({
    topic: 't.dlq',
    key: '',
    value: 'x'.repeat(250),
    headers,
  }))
  for (const { length } of sendsOf(letters)) assert.ok(length * 520 < 1024 * 1024, `${length} in one send`)
})
