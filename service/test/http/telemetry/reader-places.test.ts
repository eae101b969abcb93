import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readerPlaces } from '../../../src/http/telemetry/reader-places.ts'

test('each device has so many places, the operator others, and a place that is left is free', () => {
  const places = readerPlaces({ device: 1, operator: 2 })
  const first = places.take(7)
  assert.ok(first)
  assert.equal(places.take(7), undefined)
  assert.ok(places.take(8))
  assert.ok(places.take('operator'))
  assert.ok(places.take('operator'))
  assert.equal(places.take('operator'), undefined)
  first[Symbol.dispose]()
  assert.ok(places.take(7))
})
