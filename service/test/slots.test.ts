import assert from 'node:assert/strict'
import { test } from 'node:test'
import { slots } from '../src/slots.ts'
import { Unavailable } from '../src/telemetry/unavailable.ts'

test('who finds no place is refused at once, and a place that is given back is free, once', () => {
  const places = slots(2, 'exports run')
  const first = places.take()
  places.take()
  assert.throws(() => places.take(), new Unavailable('2 exports run already'))
  first[Symbol.dispose]()
  first[Symbol.dispose]()
  places.take()
  assert.throws(() => places.take(), Unavailable)
})
