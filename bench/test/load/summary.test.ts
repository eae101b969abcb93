import assert from 'node:assert/strict'
import test from 'node:test'
import { percentile } from '../../src/load/percentile.ts'
import { summarise } from '../../src/load/summary.ts'
import { sample } from './samples.ts'

test('percentiles are by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1)
  assert.deepEqual(
    [50, 95, 99, 99.9, 100].map((p) => percentile(hundred, p)),
    [50, 95, 99, 100, 100],
  )
  assert.equal(percentile([7], 50), 7)
  assert.throws(() => percentile([], 50), RangeError)
})

test('latency is of what succeeded, failures are counted in attempts', () => {
  const [summary] = summarise(
    [
      sample({ latencyMs: 10 }),
      sample({ latencyMs: 20 }),
      sample({ latencyMs: 9000, status: 503 }),
      sample({ latencyMs: 5000, status: 0, errorCode: 1050 }),
    ],
    ['write'],
  )
  assert.deepEqual(summary, {
    endpoint: 'write',
    attempts: 4,
    failures: 2,
    timeouts: 1,
    statuses: { 0: 1, 201: 2, 503: 1 },
    latency: { p50Ms: 10, p95Ms: 20, p99Ms: 20, p999Ms: 20, maxMs: 20 },
  })
})

test('answers at or over the limit are counted where it is given, failed requests are not', () => {
  const samples = [
    sample({ latencyMs: 299.9 }),
    sample({ latencyMs: 300 }),
    sample({ latencyMs: 900, status: 503 }),
  ]
  assert.equal(summarise(samples, ['write'], 300)[0]?.slow, 1)
})

test('an endpoint without a sample is listed with none', () => {
  assert.deepEqual(summarise([sample()], ['latest']), [
    { endpoint: 'latest', attempts: 0, failures: 0, timeouts: 0, statuses: {} },
  ])
})
