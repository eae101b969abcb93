import assert from 'node:assert/strict'
import test from 'node:test'
import { deviceOf, dueMs, endpointOf, jitterMs, rateAt } from '../../k6/schedule.ts'

test('every stretch of requests has the mix', () => {
  const mix = { write: 3, latest: 1, fleet: 0.5 }
  for (const start of [0, 777, 4_000_000]) {
    const called = { write: 0, latest: 0, fleet: 0 }
    for (let n = start; n < start + 900; n++) called[endpointOf(n, mix)]++
    assert.ok(Math.abs(called.write - 600) <= 1, `${called.write} writes`)
    assert.ok(Math.abs(called.latest - 200) <= 1, `${called.latest} reads`)
    assert.ok(Math.abs(called.fleet - 100) <= 1, `${called.fleet} pages`)
  }
})

test('an endpoint without a share is never called', () => {
  for (let n = 0; n < 100; n++) {
    assert.equal(endpointOf(n, { write: 1, latest: 0, fleet: 0 }), 'write')
    assert.equal(endpointOf(n, { write: 0, latest: 1, fleet: 0 }), 'latest')
    assert.equal(endpointOf(n, { write: 0, latest: 0, fleet: 1 }), 'fleet')
  }
})

test('at a constant rate request n is due when the rate has summed up to n + 1', () => {
  const stages = [
    { seconds: 0, rate: 200 },
    { seconds: 3, rate: 200 },
  ]
  assert.equal(dueMs(0, stages), 5)
  assert.equal(dueMs(199, stages), 1000)
  assert.equal(dueMs(600, stages), undefined)
})

test('on a ramp requests come closer together, and the next stage goes on where it ended', () => {
  const stages = [
    { seconds: 10, rate: 100 },
    { seconds: 10, rate: 100 },
  ]
  assert.ok(Math.abs((dueMs(124, stages) ?? 0) - 5000) < 1e-6) // a quarter of the area at half of the time
  assert.ok(Math.abs((dueMs(499, stages) ?? 0) - 10_000) < 1e-6)
  assert.ok(Math.abs((dueMs(599, stages) ?? 0) - 11_000) < 1e-6)
})

test('the rate follows the stages and stays at the last', () => {
  const stages = [
    { seconds: 0, rate: 100 },
    { seconds: 10, rate: 300 },
  ]
  assert.deepEqual(
    [0, 5, 10, 60].map((seconds) => rateAt(seconds, stages)),
    [100, 200, 300, 300],
  )
})

test('jitter and devices are spread evenly, repeat with the seed, and do not follow one another', () => {
  const jitters = Array.from({ length: 10_000 }, (_, n) => jitterMs(7, n, 100))
  const mean = jitters.reduce((sum, value) => sum + value, 0) / jitters.length
  assert.ok(Math.min(...jitters) >= 0 && Math.max(...jitters) < 100)
  assert.ok(Math.abs(mean - 50) < 1.5, `mean ${mean}`)
  assert.equal(jitterMs(7, 42, 100), jitters[42])
  const devices = new Set(Array.from({ length: 10_000 }, (_, n) => deviceOf(7, n, 1000)))
  assert.ok(devices.size > 990, `${devices.size} of 1000 devices`)
})
