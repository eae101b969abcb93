import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quantileOfT } from '../../../src/analysis/statistics/distributions.ts'

test("Quantiles of Student's t are those of the tables, and lie between them for broken degrees of freedom", () => {
  const known = [
    [0.975, 1, 12.706],
    [0.975, 12, 2.179],
    [0.995, 3, 5.841],
    [0.9995, 30, 3.646],
  ] as const
  for (const [probability, freedom, expected] of known)
    assert.equal(quantileOfT(probability, freedom).toFixed(3), expected.toFixed(3))
  const between = quantileOfT(0.975, 12.5)
  assert.ok(between < quantileOfT(0.975, 12) && between > quantileOfT(0.975, 13))
})
