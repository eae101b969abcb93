import assert from 'node:assert/strict'
import { test } from 'node:test'
import { capacityAtLimit } from '../../../src/analysis/flips/capacity-at-limit.ts'
import { boundsOf } from '../../../src/capacity/capacity.ts'
import type { LoadRecord } from '../../../src/record/record.ts'
import { answers, generatorBusy, pass, probe, ramp, tooSlow } from '../cohorts.ts'

const slo = { latency: { percentile: 99, limitMs: 300 } } as const

const plateaus = [
  plateau(100, 50, pass),
  plateau(200, 150, pass),
  plateau(300, 280, pass),
  plateau(400, 420, tooSlow),
]

test('Below the measured limit what passed fails where its p99 was above', () => {
  assert.deepEqual(boundsAt(plateaus, 200), { held: 200, failed: 300 })
  assert.deepEqual(boundsAt(plateaus, 100), { held: 100, failed: 200 })
  assert.deepEqual(boundsAt(plateaus, 300), { held: 300, failed: 400 })
  assert.deepEqual(boundsAt(plateaus, 40), { failed: 100 })
})

test('Above it a plateau that ran to its end passes where its p99 was below', () => {
  assert.deepEqual(boundsAt(plateaus, 500), { held: 400 })
})

test('What was stopped at the measured limit says nothing of a higher one', () => {
  const stopped = plateau(400, 420, tooSlow, { judgedTo: 4000 })
  assert.deepEqual(boundsAt([...plateaus.slice(0, 3), stopped], 500), { held: 300 })
})

test('A ramp breaks at the first two seconds in a row that are too slow; above its limit it only held', () => {
  // Second n offers 10 (n + 1) requests and has a p99 of n ms.
  assert.deepEqual(boundsAt([ramp(300)], 20), { held: 200, failed: 210 })
  assert.deepEqual(boundsAt([ramp(300)], 500), { held: 300 })
})

test('A load that failed for another reason fails at every limit, and an invalid one says nothing', () => {
  const late = plateau(250, 20, { kind: 'fail', breach: { kind: 'completion', observed: 0.8, limit: 0.99 } })
  assert.deepEqual(boundsAt([plateau(100, 50, pass), late], 1000), { held: 100, failed: 250 })
  assert.equal(capacityAtLimit([plateau(100, 50, generatorBusy)], slo, 100), undefined)
})

function plateau(
  rate: number,
  p99Ms: number,
  result: LoadRecord['result'],
  more: Partial<LoadRecord> = {},
): LoadRecord {
  return probe(rate, result, { endpoints: [answers('write', rate * 10, p99Ms)], ...more })
}

function boundsAt(loads: readonly LoadRecord[], limitMs: number) {
  return boundsOf(capacityAtLimit(loads, slo, limitMs))
}
