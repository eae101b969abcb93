import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dealOut } from '../../src/live/deal-out.ts'
import type { Arrival } from '../../src/live/ports.ts'

const arrivals = (...devices: readonly number[]) =>
  devices.map((device, index): Arrival => ({ device, body: `event ${index}` }))

test('who listens to a device gets what is of it, in order, and who listens to all gets all', () => {
  const events = arrivals(1, 2, 1)
  const eventsFor = dealOut(events)
  assert.deepEqual(eventsFor({ device: 1 }), [events[0], events[2]])
  assert.deepEqual(eventsFor({ device: 3 }), [])
  assert.deepEqual(eventsFor({}), events)
})

test('a thousand listeners look at ten thousand events once, not ten million times', () => {
  let looks = 0
  const events = Array.from({ length: 10_000 }, (_, index) => ({
    get device() {
      looks += 1
      return index % 2000
    },
    body: '',
  }))
  const eventsFor = dealOut(events)
  const dealt = Array.from({ length: 1000 }, (_, device) => eventsFor({ device }).length)
  assert.deepEqual(new Set(dealt), new Set([5]))
  assert.equal(looks, events.length)
})
