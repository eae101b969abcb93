import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rateLimiter } from '../../src/registry/rate-limiter.ts'

function setUp() {
  const clock = { now: 0 }
  const limiter = rateLimiter(() => clock.now)
  /** What is wrong with so many events of a device that may send 5 a second. */
  const take = (events: number, device = 1) => limiter.take({ device, eventsPerSecond: 5, events })
  return { clock, limiter, take }
}

test('ten seconds’ worth of events pass at once, and the next one does not', () => {
  const { take } = setUp()
  for (let sent = 0; sent < 50; sent += 1) assert.equal(take(1), undefined)
  assert.deepEqual(take(1), { eventsPerSecond: 5, burst: 50, waitMs: 200 })
})

test('after the time that was named the same events pass, and not before it', () => {
  const { clock, take } = setUp()
  take(50)
  assert.equal(take(10)?.waitMs, 2000)
  clock.now = 1999
  assert.ok(Math.abs((take(10)?.waitMs ?? 0) - 1) < 0.001)
  clock.now = 2000
  assert.equal(take(10), undefined)
})

test('over a long time exactly the rate passes', () => {
  const { clock, take } = setUp()
  take(50)
  let passed = 0
  for (; clock.now < 60_000; clock.now += 10) if (take(1) === undefined) passed += 1
  assert.ok(Math.abs(passed - 300) <= 1, `${passed} events in 60 s`)
})

test('a batch counts its events, and passes whole or not at all', () => {
  const { take } = setUp()
  assert.equal(take(40), undefined)
  assert.equal(take(11)?.waitMs, 200)
  assert.equal(take(10), undefined)
})

test('a batch that is larger than the burst passes when nothing is owed, and is waited for the longer', () => {
  const { clock, take } = setUp()
  assert.equal(take(1000), undefined)
  assert.equal(take(1)?.waitMs, 190_200)
  clock.now = 190_200
  assert.equal(take(1), undefined)
  assert.equal(take(1000)?.waitMs, 10_000)
})

test('devices have a limit each', () => {
  const { take } = setUp()
  take(50, 1)
  assert.equal(take(50, 2), undefined)
  assert.notEqual(take(1, 1), undefined)
})

test('a higher limit holds at once, also for what is owed', () => {
  const { clock, limiter, take } = setUp()
  take(1000)
  clock.now = 1000
  assert.equal(limiter.take({ device: 1, eventsPerSecond: 100, events: 1 }), undefined)
})

test('of more than 100,000 devices the one that has sent nothing for longest is forgotten', () => {
  const { take } = setUp()
  for (let device = 0; device <= 100_000; device += 1) take(50, device)
  assert.equal(take(50, 0), undefined)
  assert.notEqual(take(1, 100_000), undefined)
})
