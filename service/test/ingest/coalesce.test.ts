import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CoalesceOptions, coalesce } from '../../src/ingest/coalesce.ts'
import type { TelemetryEvent } from '../../src/telemetry/event.ts'
import type { Accept, Outcome } from '../../src/telemetry/outcome.ts'
import { Unavailable } from '../../src/telemetry/unavailable.ts'
import { eventOf } from '../support/events.ts'

const limits = {
  maxPending: 100,
  maxBatch: 10,
  minIntervalMs: 0,
  waitMs: 60_000,
  timeoutMs: 60_000,
  name: 'the store',
}
const enqueued: Outcome = { kind: 'enqueued' }

/** A store whose calls are answered by the test. */
function held(options: Partial<CoalesceOptions> = {}) {
  const calls: { events: readonly TelemetryEvent[]; answer: () => void; fail: (error: Error) => void }[] = []
  const waiters: (() => void)[] = []
  const accept: Accept = (events) =>
    new Promise((resolve, reject) => {
      calls.push({ events, answer: () => resolve(events.map(() => enqueued)), fail: reject })
      waiters.shift()?.()
    })
  const called = async (count: number) => {
    while (calls.length < count) await new Promise<void>((resolve) => waiters.push(resolve))
    return calls[count - 1] as (typeof calls)[number]
  }
  return { accept: coalesce(accept, { ...limits, ...options }), calls, called }
}

const one = (device: number) => [eventOf({ device })]

test('what arrives while a call is on its way goes with the next', async () => {
  const { accept, calls, called } = held()
  const first = accept(one(1))
  const call = await called(1)
  const later = [accept(one(2)), accept(one(3)), accept([eventOf({ device: 4 }), eventOf({ device: 5 })])]
  assert.equal(calls.length, 1)
  call.answer()
  await first
  const second = await called(2)
  assert.deepEqual(
    second.events.map(({ device }) => device),
    [2, 3, 4, 5],
  )
  second.answer()
  assert.deepEqual(
    (await Promise.all(later)).map(({ length }) => length),
    [1, 1, 2],
  )
})

test('a call gets at most a batch, but a larger request is never split', async () => {
  const { accept, called } = held({ maxBatch: 2 })
  const answers = [accept(one(1)), accept([...one(2), ...one(3), ...one(4)]), accept(one(5))]
  const sizes: number[] = []
  for (const count of [1, 2, 3]) {
    const call = await called(count)
    sizes.push(call.events.length)
    call.answer()
  }
  assert.deepEqual(sizes, [1, 3, 1])
  await Promise.all(answers)
})

test('a full buffer refuses at once, and takes again when there is room', async () => {
  const { accept, called } = held({ maxPending: 2 })
  const answers = [accept(one(1)), accept(one(2))]
  await assert.rejects(accept(one(3)), Unavailable)
  const call = await called(1)
  call.answer()
  await Promise.all(answers)
  const again = accept(one(4))
  const second = await called(2)
  second.answer()
  assert.deepEqual(await again, [enqueued])
})

test('a buffer is full of few events where these are large', async () => {
  const { accept, called } = held()
  const large = eventOf({ measurements: `{"text":"${'x'.repeat(40 * 1024 * 1024)}"}` })
  const first = accept([large])
  await assert.rejects(accept([large]), Unavailable)
  const call = await called(1)
  call.answer()
  await first
})

test('a request that is larger than the buffer is taken when nothing waits, and nothing beside it', async () => {
  const { accept, called } = held({ maxPending: 2 })
  const large = accept([...one(1), ...one(2), ...one(3)])
  await assert.rejects(accept(one(4)), Unavailable)
  const call = await called(1)
  call.answer()
  assert.equal((await large).length, 3)
})

test('what does not fit is refused alone: who waits already is answered', async () => {
  const { accept, called } = held({ maxPending: 3 })
  const waiting = [accept(one(1)), accept(one(2))]
  await assert.rejects(accept([...one(3), ...one(4)]), Unavailable)
  const more = accept(one(5))
  for (const count of [1, 2]) {
    const call = await called(count)
    call.answer()
  }
  assert.deepEqual(await Promise.all([...waiting, more]), [[enqueued], [enqueued], [enqueued]])
})

test('a failure is told to those it concerns, and the next call is made', async () => {
  const { accept, called } = held()
  const first = accept(one(1))
  const call = await called(1)
  const second = accept(one(2))
  call.fail(new Unavailable('down'))
  await assert.rejects(first, Unavailable)
  const next = await called(2)
  next.answer()
  assert.deepEqual(await second, [enqueued])
})

test('who waits too long is told so, and no second call is made beside the silent one', async () => {
  const { accept, calls, called } = held({ waitMs: 0, timeoutMs: 0 })
  const first = accept(one(1))
  const call = await called(1)
  const second = accept(one(2))
  await assert.rejects(first, Unavailable)
  await assert.rejects(second, Unavailable)
  assert.equal(calls.length, 1)
  call.answer()
})

test('who waits for a place is told sooner than who waits for an answer, and the place is free again', async () => {
  const { accept, called } = held({ waitMs: 0, maxPending: 2 })
  const first = accept(one(1))
  const call = await called(1)
  await assert.rejects(accept(one(2)), /slower than what arrives/)
  assert.equal(accept.pending(), 1)
  call.answer()
  assert.deepEqual(await first, [enqueued])
})

test('calls keep their distance', async () => {
  let second = 0
  const accept = coalesce(
    async (events) => {
      second = performance.now()
      return events.map(() => enqueued)
    },
    { ...limits, minIntervalMs: 50 },
  )
  const beforeFirst = performance.now()
  await accept(one(1))
  await accept(one(2))
  assert.ok(
    second - beforeFirst >= 45, // timers may fire a little early
    `${second - beforeFirst} ms`,
  )
})
