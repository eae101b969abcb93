import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, sayOutcome } from '../../bench/outcome.ts'

const comparison = { name: 'consumer', reference: 'a bare loop', unit: 'events a second', required: 0.8 }
const pairs = [
  { reference: 80_000, subject: 72_000 },
  { reference: 100_000, subject: 60_000.4 },
  { reference: 90_000, subject: 75_600 },
]

test('The ratio of a run is the median of the ratios of its pairs, the rates are medians of their own', () => {
  const { ratio, holds, median } = outcomeOf(comparison, pairs)
  assert.deepEqual(
    { ratio, holds, median },
    { ratio: 0.84, holds: true, median: { reference: 90_000, subject: 72_000 } },
  )
})

test('A run says its ratio, what is required, and what both sides did', () => {
  assert.equal(
    sayOutcome(outcomeOf(comparison, pairs)),
    'ok    consumer                   0.84 of a bare loop, 0.8 required; 72000 events a second, there 90000',
  )
  assert.match(
    sayOutcome(outcomeOf({ ...comparison, required: 0.85 }, pairs)),
    /^SLOW {2}consumer +0\.84 of a bare loop, 0\.85 required;/,
  )
})
