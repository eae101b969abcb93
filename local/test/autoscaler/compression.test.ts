import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compressTime } from '../../src/autoscaler/compression.ts'
import { targetTrackingRules } from '../../src/autoscaler/rules.ts'

test('every duration is divided by one factor', () => {
  const time = compressTime(12, targetTrackingRules)
  assert.equal(time.toMs(60), 5000)
  assert.equal(time.toMs(300), 25_000)
  assert.equal(time.toAwsSeconds(5000), 60)
})

test('a period keeps at least five seconds: a factor above 12 is refused', () => {
  assert.throws(
    () => compressTime(12.5, targetTrackingRules),
    /Cannot compress the autoscaler's time by 12.5.*1 to 12/,
  )
})

test('with periods of 20 seconds a factor above 4 is refused', () => {
  const highResolution = { ...targetTrackingRules, periodSeconds: 20 }
  assert.equal(compressTime(4, highResolution).toMs(20), 5000)
  assert.throws(() => compressTime(5, highResolution), RangeError)
})

test('time is never stretched, and the factor is a number', () => {
  assert.throws(() => compressTime(0.5, targetTrackingRules), RangeError)
  assert.throws(() => compressTime(Number.NaN, targetTrackingRules), RangeError)
})
