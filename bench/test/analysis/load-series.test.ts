import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseline } from '@telemark/architecture'
import { loadSeries } from '../../src/analysis/load-series.ts'
import { mixed } from '../../src/plan/workloads.ts'
import { busy, ramp, steady, trialOf } from './cohorts.ts'

const load = ramp(100)
const trial = trialOf(baseline, mixed, {
  loads: [load],
  readings: [...busy('api', 0.5), ...steady('api', 'tasksRunning', 2)],
})

test('A load becomes columns of equal length, with what the parts did at the same second', () => {
  const series = loadSeries(trial, load)
  assert.deepEqual(series.seconds, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  assert.deepEqual(series.offered.slice(0, 3), [10, 20, 30])
  assert.deepEqual(series.p99Ms.write?.slice(0, 3), [0, 1, 2])
  assert.equal(series.cpuShare.api?.length, 12)
  assert.ok(Math.abs((series.cpuShare.api?.[5] ?? 0) - 0.5) < 1e-9)
  assert.deepEqual(new Set(series.tasks), new Set([2]))
})

test('What nobody read is absent, or null second by second', () => {
  const series = loadSeries(trialOf(baseline, mixed, { loads: [load] }), load)
  assert.deepEqual(series.cpuShare, {})
  assert.deepEqual(new Set(series.lagEvents), new Set([null]))
})

test('A long load has at most 300 points', () => {
  const long = ramp(9000)
  assert.ok(loadSeries(trialOf(baseline, mixed, { loads: [long] }), long).seconds.length <= 300)
})
