import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redis } from '@telemark/architecture'
import { timelineOf } from '../../src/analysis/timeline.ts'
import { mixed } from '../../src/plan/workloads.ts'
import { busy, pass, probe, ramp, steady, trialOf } from './cohorts.ts'

const [line] = timelineOf(
  trialOf(redis, mixed, {
    loads: [ramp(100), probe(50, pass)],
    readings: [
      ...busy('api', 0.2, 1),
      ...busy('api', 0.6, 2),
      ...busy('loadBalancer', 0.1).filter(({ metric }) => metric !== 'cpuLimitCores'),
      ...steady('postgres', 'connections', 33),
      ...steady('consumer', 'lagSeconds', 0.5).filter(({ at }) => at < 3000),
      { at: 0, component: 'redis', task: 1, metric: 'keyspaceHits', value: 10 },
      { at: 2000, component: 'redis', task: 1, metric: 'keyspaceHits', value: 40 },
      { at: 0, component: 'redis', task: 1, metric: 'keyspaceMisses', value: 0 },
      { at: 2000, component: 'redis', task: 1, metric: 'keyspaceMisses', value: 10 },
    ],
  }),
)

test('Only loads that rise have a timeline, and every column is as long as its axis', () => {
  assert.equal(timelineOf(trialOf(redis, mixed, { loads: [probe(50, pass)] })).length, 0)
  assert.equal(line?.seconds.length, 12)
  const columns = [
    line?.offeredRate,
    line?.answeredRate,
    line?.lagSeconds,
    line?.cpuShare.api,
    line?.p99Ms.write,
  ]
  for (const column of columns) assert.equal(column?.length, 12)
})

test('Load and answers are those of the second', () => {
  assert.deepEqual(line?.offeredRate.slice(0, 3), [10, 20, 30])
  assert.deepEqual(line?.p99Ms.write?.slice(1, 3), [1, 2])
  assert.equal(line?.p99Ms.latest, undefined, 'nothing was read')
  assert.deepEqual(line?.judged, { from: 5, to: 10 })
})

test('CPU is the share of the envelopes of all tasks; what has no envelope shows cores', () => {
  assert.equal(line?.cpuShare.api?.[4], 0.4)
  assert.equal(line?.cpuShare.loadBalancer?.[4], 0.1)
})

test('A counter grows evenly between two readings', () => {
  assert.deepEqual(line?.redisHitShare.slice(0, 2), [0.75, 0.75])
})

test('What was not read for three seconds is not known', () => {
  assert.equal(line?.connections[11], 33)
  assert.deepEqual(line?.lagSeconds.slice(3, 6), [0.5, 0.5, null])
  assert.equal(line?.redisHitShare[2], null)
  assert.ok(line?.lagEvents.every((value) => value === null))
})
