import assert from 'node:assert/strict'
import test from 'node:test'
import type { Reading } from '@telemark/deployment'
import { levels, perSecond } from '../../src/readings/series.ts'
import { lagGrowthSeconds, peakBacklog } from '../../src/trial/lag.ts'

function series(
  metric: Reading['metric'],
  values: readonly number[],
  { component = 'api' as Reading['component'], task = 1 } = {},
): Reading[] {
  return values.map((value, second) => ({ at: second * 1000, component, task, metric, value }))
}

const all = { from: 0, to: 60_000 }

const cpu = { component: 'api', metric: 'cpuSeconds', ...all } as const

test('a counter grows by what its tasks grew together', () => {
  const readings = [...series('cpuSeconds', [1, 2, 3]), ...series('cpuSeconds', [5, 5.5, 6], { task: 2 })]
  assert.equal(perSecond(readings, cpu), 1.5)
})

test('a task with a reading less than the others counts as much', () => {
  const readings = [...series('cpuSeconds', [1, 2, 3]), ...series('cpuSeconds', [5, 6], { task: 2 })]
  assert.equal(perSecond(readings, cpu), 2)
})

test('a counter that begins again, as after a restart, does not shrink', () => {
  assert.equal(perSecond(series('cpuSeconds', [8, 9, 0.5, 1.5, 2]), cpu), 0.75)
})

test('one reading says nothing of growth', () => {
  assert.equal(perSecond(series('cpuSeconds', [8]), cpu), undefined)
})

test('gauges of several tasks add up moment by moment', () => {
  const readings = [...series('connections', [1, 2]), ...series('connections', [10, 20], { task: 2 })]
  assert.deepEqual(levels(readings, { component: 'api', metric: 'connections', ...all }), [11, 22])
})

test('of two readings of one task in the same second only the last counts', () => {
  const level = (at: number, value: number): Reading => ({
    at,
    component: 'kafka',
    task: 1,
    metric: 'lagEvents',
    value,
  })
  const lag = [level(9500, 100), level(10_550, 200), level(11_055, 300), level(12_000, 250)]
  assert.deepEqual(levels(lag, { component: 'kafka', metric: 'lagEvents', ...all }), [100, 300, 250])
  assert.equal(peakBacklog(lag, all), 300)
})

test('lag grows in seconds of writes, from the start of the interval to its end', () => {
  const lag = series('lagEvents', [100, 110, 90, 200, 300, 400, 590, 600, 610], { component: 'kafka' })
  assert.equal(lagGrowthSeconds(lag, all, 500), 1)
  assert.equal(peakBacklog(lag, all), 610)
})

test('without anything written there is no lag, and with too few readings it is unknown', () => {
  assert.equal(lagGrowthSeconds([], all, 0), 0)
  assert.equal(
    lagGrowthSeconds(series('lagEvents', [1, 2, 3, 4, 5], { component: 'kafka' }), all, 500),
    undefined,
  )
  assert.equal(peakBacklog([], all), 0)
})
