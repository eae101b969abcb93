import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeEvent, encodeEvent } from '../../../src/stores/kafka/message.ts'
import { eventOf } from '../../support/events.ts'

test('an event comes back as it was sent', () => {
  const event = eventOf({ measurements: '{"mode":"eco \\" \\\\","a":1.5,"b":true}' })
  assert.deepEqual(decodeEvent(Buffer.from(encodeEvent(event))), event)
})

const flat = '{"a":1.5,"b":true,"mode":"eco"}'

/** What says the same as `encodeEvent`, and is not what it writes. */
const foreign: Record<string, (message: string, parsed: object) => string> = {
  'spaces in it': (_, parsed) => JSON.stringify(parsed, undefined, 2),
  'its fields in another order': (_, parsed) =>
    JSON.stringify(Object.fromEntries(Object.entries(parsed).reverse())),
  'a field behind it that nobody knows': (message) => message.replace(/}$/, ',"more":{}}'),
  'a field in it that nobody knows': (message) => message.replace('"event_id"', '"more":[],"event_id"'),
}

for (const [what, write] of Object.entries(foreign)) {
  test(`an event of another producer, with ${what}, is understood`, () => {
    const event = eventOf({ measurements: flat })
    const message = encodeEvent(event)
    assert.deepEqual(decodeEvent(write(message, JSON.parse(message))), event)
  })
}

for (const measurements of ['{}', '{"a":"}{"}', '{"a":"[1]"}', '{"a":{"b":[1]}}', '{"a":"é\u2028","b":""}']) {
  test(`the measurements ${measurements} come back as they were sent`, () => {
    assert.equal(decodeEvent(Buffer.from(encodeEvent(eventOf({ measurements })))).measurements, measurements)
  })
}

const bad = {
  'no value': undefined,
  'no JSON': 'oops',
  'no object': '[]',
  'no device': encodeEvent(eventOf()).replace('"device":1', '"device":"1"'),
  'no event id': encodeEvent(eventOf({ eventId: 'x' })),
  'no time': encodeEvent(eventOf()).replace('"event_time":', '"time":'),
  'a device that is no integer': encodeEvent(eventOf({ device: 1.5 })),
  'a device beyond what a number holds': encodeEvent(eventOf()).replace(
    '"device":1',
    '"device":12345678901234567890',
  ),
  'measurements that are cut off': encodeEvent(eventOf()).slice(0, -2),
  'something behind it': `${encodeEvent(eventOf())}{}`,
  'no measurements': encodeEvent(eventOf({ measurements: '[1]' })),
}

for (const [what, value] of Object.entries(bad)) {
  test(`a message with ${what} is refused with the reason`, () => {
    assert.throws(() => decodeEvent(value), TypeError)
  })
}
