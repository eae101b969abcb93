import assert from 'node:assert/strict'
import test from 'node:test'
import { lowerShare, upperShare } from '../../../src/analysis/statistics/binomial.ts'

test('0 of 299 is the fewest that proves a share below 1 % with 95 % confidence', () => {
  assert.ok(upperShare({ count: 0, trials: 299 }, 0.95) < 0.01)
  assert.ok(upperShare({ count: 0, trials: 298 }, 0.95) >= 0.01)
})

test('the two sides mirror each other', () => {
  const lower = lowerShare({ count: 140, trials: 150 }, 0.95)
  assert.equal(lower, 1 - upperShare({ count: 10, trials: 150 }, 0.95))
  assert.equal(upperShare({ count: 5, trials: 5 }, 0.95), 1)
  assert.equal(lowerShare({ count: 0, trials: 5 }, 0.95), 0)
})
