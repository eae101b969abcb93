import assert from 'node:assert/strict'
import { test } from 'node:test'
import { historyCursor, parseHistoryCursor } from '../../../src/http/telemetry/history-cursor.ts'

const position = { at: 1_764_072_196_123_456, eventId: '0b4ee1a4-93a7-4a4e-8f0b-3f1d0a7f6a01' }

test('a cursor leads back to its position, to the microsecond, in its own order only', () => {
  for (const order of ['asc', 'desc'] as const) {
    const cursor = historyCursor(order, position)
    assert.match(cursor, /^[\w-]+$/)
    assert.deepEqual(parseHistoryCursor(cursor, order), position)
    assert.equal(parseHistoryCursor(cursor, order === 'asc' ? 'desc' : 'asc'), undefined)
  }
})

test('what is no cursor of a history leads nowhere', () => {
  const encoded = (text: string) => Buffer.from(text).toString('base64url')
  for (const cursor of [
    '',
    'nonsense',
    encoded('d17'), // a cursor of the fleet
    encoded(`d${position.at}`),
    encoded(`d${position.at}.${position.eventId} `),
    encoded(`x${position.at}.${position.eventId}`),
    encoded(`d1e9.${position.eventId}`),
    encoded(`d-1.${position.eventId}`),
    encoded(`d${'9'.repeat(19)}.${position.eventId}`),
    encoded(`d17.${position.eventId.replaceAll('-', '')}`),
  ]) {
    assert.equal(parseHistoryCursor(cursor, 'desc'), undefined, cursor)
  }
})
