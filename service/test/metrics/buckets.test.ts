import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Buckets } from '../../src/metrics/buckets.ts'

test('A bucket holds what is at most its bound, and all that the buckets below it hold', () => {
  const buckets = new Buckets([1, 10])
  for (const value of [0, 1, 2, 10, 11]) buckets.observe(value)
  const labels = { route: '/x' }
  assert.deepEqual(buckets.samples('size', labels), [
    { metricName: 'size_bucket', labels: { le: 1, ...labels }, value: 2 },
    { metricName: 'size_bucket', labels: { le: 10, ...labels }, value: 4 },
    { metricName: 'size_bucket', labels: { le: '+Inf', ...labels }, value: 5 },
    { metricName: 'size_sum', labels, value: 24 },
    { metricName: 'size_count', labels, value: 5 },
  ])
})
