import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeOf, sayOutcome } from '../../bench/outcome.ts'

const pairs = [
  { bareLoop: 80_000, consumer: 72_000 },
  { bareLoop: 100_000, consumer: 60_000.4 },
  { bareLoop: 90_000, consumer: 75_600 },
]

test('The ratio of a run is the median of the ratios of its pairs, the rates are medians of their own', () => {
  assert.deepEqual(outcomeOf(pairs, 0.8), {
    bareLoop: 90_000,
    consumer: 72_000,
    ratio: 0.84,
    required: 0.8,
    holds: true,
  })
})

test('A run says its ratio, what is required, and events a second of both sides', () => {
  assert.equal(
    sayOutcome(outcomeOf(pairs, 0.8)),
    'ok    consumer 0.84 of a bare loop, 0.8 required\n' +
      '      medians: consumer 72000 events a second, bare loop 90000',
  )
  assert.match(sayOutcome(outcomeOf(pairs, 0.85)), /^SLOW {2}consumer 0\.84 of a bare loop, 0\.85 required\n/)
})
