import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliver, type Listener } from '../../src/live/deliver.ts'
import type { Arrivals } from '../../src/live/ports.ts'

/** A listener that writes down what it is given, and is full whenever the test says so. */
function listening() {
  const got: string[] = []
  const state = { full: false }
  const listener: Listener = {
    isFull: () => state.full,
    event: (body, resume) => got.push(`${body} resumes at ${resume}`),
    gap: (since, until) => got.push(`gap ${since} to ${until}`),
    caughtUp: (resume) => got.push(`caught up ${resume}`),
    end: () => undefined,
  }
  return { listener, got, state }
}

const arrivals = (until: string, ...devices: readonly number[]): Arrivals => ({
  until,
  events: devices.map((device, index) => ({ device, body: `event ${index} of ${device}` })),
  tooMany: false,
})

test('all but the last event of a look resume before it: going on from any of them misses nothing', () => {
  const { listener, got } = listening()
  deliver(listener, 'a', arrivals('b', 1, 2, 1))
  assert.deepEqual(got, [
    'event 0 of 1 resumes at a',
    'event 1 of 2 resumes at a',
    'event 2 of 1 resumes at b',
  ])
})

test('who gets nothing moves on all the same', () => {
  const { listener, got } = listening()
  deliver(listener, 'a', arrivals('b', 2))
  deliver(listener, 'b', arrivals('c'))
  assert.deepEqual(got, ['event 0 of 2 resumes at b', 'caught up c'])
})

test('what comes while a listener is full is one gap, told when it reads again', () => {
  const { listener, got, state } = listening()
  state.full = true
  deliver(listener, 'a', arrivals('b', 1))
  deliver(listener, 'b', arrivals('c', 1))
  assert.deepEqual(got, [])
  state.full = false
  deliver(listener, 'c', arrivals('d', 7))
  assert.deepEqual(got, ['gap a to c', 'event 0 of 7 resumes at d'])
})

test('a listener that becomes full in the middle of a look misses the rest of it, and is told', () => {
  const { listener, got, state } = listening()
  const { event } = listener
  const filling = {
    ...listener,
    event(body: string, resume: string) {
      event(body, resume)
      state.full = true
    },
  }
  deliver(filling, 'a', arrivals('b', 1, 1))
  assert.deepEqual(got, ['event 0 of 1 resumes at a'])
  state.full = false
  deliver(filling, 'b', arrivals('c'))
  assert.deepEqual(got.slice(1), ['gap a to b', 'caught up c'])
})

test('more than can be read at once is a gap up to the end of it', () => {
  const { listener, got } = listening()
  deliver(listener, 'a', { until: 'b', events: [], tooMany: true })
  assert.deepEqual(got, ['gap a to b', 'caught up b'])
})
