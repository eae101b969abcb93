import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeEvent, encodeEvent } from '../../../src/stores/kafka/message.ts'
import { eventOf } from '../../support/events.ts'

test('an event comes back as it was sent', () => {
  const event = eventOf({ measurements: '{"mode":"eco \\" \\\\","a":1.5,"b":true}' })
  assert.deepEqual(decodeEvent(Buffer.from(encodeEvent(event))), event)
})

const bad = {
  'no value': undefined,
  'no JSON': 'oops',
  'no object': '[]',
  'no device': encodeEvent(eventOf()).replace('"device":1', '"device":"1"'),
  'no event id': encodeEvent(eventOf({ eventId: 'x' })),
  'no time': encodeEvent(eventOf()).replace('"event_time":', '"time":'),
  'no measurements': encodeEvent(eventOf({ measurements: '[1]' })),
}

for (const [what, value] of Object.entries(bad)) {
  test(`a message with ${what} is refused with the reason`, () => {
    assert.throws(() => decodeEvent(value), TypeError)
  })
}
