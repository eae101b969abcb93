import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lowerShare, upperShare } from '../../../src/analysis/statistics/binomial.ts'

const known = [
  { trials: 299, most: 0 },
  { trials: 628, most: 2 },
  { trials: 1049, most: 5 },
  { trials: 2000, most: 12 },
]

const proves = (count: number, trials: number) => upperShare({ count, trials }, 0.95) < 0.01

for (const { trials, most } of known)
  test(`at most ${most} of ${trials} prove a share below 1 % with 95 % confidence`, () => {
    assert.equal(proves(most, trials), true)
    assert.equal(proves(most + 1, trials), false)
  })

test('298 are too few to prove a share below 1 %, whatever is seen', () => {
  assert.equal(proves(0, 298), false)
})

test('The upper bound is the share at which so few are seen in 5 % of the cases', () => {
  for (const { count, trials } of [
    { count: 0, trials: 20 },
    { count: 2, trials: 20 },
    { count: 7, trials: 50 },
  ]) {
    assert.ok(Math.abs(chanceOfAtMost(count, trials, upperShare({ count, trials }, 0.95)) - 0.05) < 1e-6)
    const lower = lowerShare({ count, trials }, 0.95)
    if (count === 0) assert.equal(lower, 0)
    else assert.ok(Math.abs(1 - chanceOfAtMost(count - 1, trials, lower) - 0.05) < 1e-6)
  }
  assert.equal(upperShare({ count: 20, trials: 20 }, 0.95), 1)
})

function chanceOfAtMost(count: number, trials: number, share: number): number {
  let [sum, term] = [0, (1 - share) ** trials]
  for (let k = 0; k <= count; k++) {
    sum += term
    term *= ((trials - k) / (k + 1)) * (share / (1 - share))
  }
  return sum
}
