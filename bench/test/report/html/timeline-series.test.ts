import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseline } from '@telemark/architecture'
import { timelineOf } from '../../../src/analysis/timeline.ts'
import { mixed } from '../../../src/plan/workloads.ts'
import { timelineSeries } from '../../../src/report/html/data/timeline-series.ts'
import { busy, ramp, steady, trialOf } from '../../analysis/cohorts.ts'

/** What is drawn of a ramp up to `rate`. */
function drawn(rate: number) {
  const readings = [...busy('api', 0.5), ...steady('api', 'tasksRunning', 2)]
  const [timeline] = timelineOf(trialOf(baseline, mixed, { loads: [ramp(rate)], readings }))
  assert.ok(timeline)
  return timelineSeries(timeline)
}

test('A short load is drawn second by second', () => {
  const series = drawn(100)
  assert.deepEqual(series.seconds, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  assert.deepEqual(series.offeredRate.slice(0, 3), [10, 20, 30])
  assert.deepEqual(series.p99Ms.write?.slice(0, 3), [0, 1, 2])
})

test('A long one has at most 300 points, of rates the mean, of latencies the largest', () => {
  const series = drawn(9000)
  assert.ok(series.seconds.length <= 300)
  const step = series.seconds[1] ?? 0
  assert.ok(step > 1)
  assert.equal(series.offeredRate[0], 10 * ((step + 1) / 2))
  assert.equal(series.p99Ms.write?.[0], step - 1)
  for (const column of [series.offeredRate, series.apiTasks, series.p99Ms.write])
    assert.equal(column?.length, series.seconds.length)
})
