import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDuration } from '../../src/options/duration.ts'

test('A duration is given in seconds, minutes or hours', () => {
  assert.deepEqual(
    ['90s', '30m', '1.5h'].map((text) => parseDuration(text, '--budget')),
    [90, 1800, 5400],
  )
})

test('A duration without a unit, or of nothing, is refused with what is required', () => {
  for (const text of ['30', '0m', '-5m', '10d', ''])
    assert.throws(
      () => parseDuration(text, '--budget'),
      /Cannot use --budget .*, such as 90s, 30m or 1\.5h\./,
    )
})
