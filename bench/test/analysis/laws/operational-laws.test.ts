import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseline } from '@telemark/architecture'
import type { Reading } from '@telemark/deployment'
import { analyse } from '../../../src/analysis/analyse.ts'
import type { Workload } from '../../../src/plan/workload.ts'
import { mixed, readHeavy, writeHeavy } from '../../../src/plan/workloads.ts'
import { busy, cohortOf, pass, probe, tooSlow, trialOf } from '../cohorts.ts'

const cohort = cohortOf({ architectures: ['baseline'] })

test('The workloads together tell what a write and what a read cost, and these predict every capacity', () => {
  const { demands, predictions } = lawsOf([
    cell(writeHeavy, { rate: 160, apiCores: 0.8 }),
    cell(readHeavy, { rate: 160, apiCores: 0.32 }),
    cell(mixed, { rate: 160, apiCores: 0.56 }),
  ])
  const [api] = demands
  assert.equal(api?.component, 'api')
  assert.equal(api?.cpuMs.write?.toFixed(3), '5.000')
  assert.equal(api?.cpuMs.latest?.toFixed(3), '2.000')
  assert.ok((api?.misfit ?? 1) < 1e-6)
  assert.deepEqual(
    predictions.map(({ workload, fromDemands }) => [workload, fromDemands?.rate.toFixed(0)]),
    [
      ['read-heavy', '500'],
      ['write-heavy', '200'],
      ['mixed', '286'],
    ],
  )
  assert.equal(predictions[1]?.fromDemands?.deviation.held?.toFixed(2), '-0.00')
  assert.equal(predictions[1]?.fromDemands?.deviation.failed?.toFixed(2), '0.10')
})

test('No demand is negative, however the loads contradict each other, and the misfit says that they do', () => {
  const [api] = lawsOf([
    cell(writeHeavy, { rate: 160, apiCores: 0.8 }),
    cell(readHeavy, { rate: 160, apiCores: 0.001 }),
    cell(mixed, { rate: 160, apiCores: 0.05 }),
  ]).demands
  assert.ok(Object.values(api?.cpuMs ?? {}).every((ms) => ms >= 0))
  assert.ok((api?.misfit ?? 0) > 0.5)
})

test('One mix alone does not tell writes from reads', () => {
  const { demands, predictions } = lawsOf([cell(mixed, { rate: 160, apiCores: 0.5 })])
  assert.deepEqual(demands, [])
  assert.equal(predictions[0]?.fromDemands, undefined)
})

test('Where the CPU was used up already the prediction is a lower bound', () => {
  const { predictions } = lawsOf([
    cell(writeHeavy, { rate: 160, apiCores: 0.99 }),
    cell(readHeavy, { rate: 160, apiCores: 0.3 }),
  ])
  assert.deepEqual(
    predictions.map(({ workload, fromDemands }) => [workload, fromDemands?.lowerBound]),
    [
      ['read-heavy', false],
      ['write-heavy', true],
    ],
  )
})

test('What was predicted before anything was measured stands beside it', () => {
  const predicted = { baseline: { 'write-heavy': 100 } }
  const calibrated = { ...cohort, sizing: { ...cohort.sizing, predicted } }
  const { laws } = analyse(calibrated, [cell(writeHeavy, { rate: 160, apiCores: 0.5 })])
  assert.deepEqual(laws.predictions[0]?.beforehand, {
    rate: 100,
    deviation: { held: 1, failed: 1.2000000000000002 },
  })
})

/** A plateau at `rate`, and a capacity of 200 to 220 requests a second. */
function cell(workload: Workload, { rate, apiCores }: { rate: number; apiCores: number }) {
  const later = (reading: Reading) => ({ ...reading, at: reading.at + 100_000 })
  const readings = [...busy('api', apiCores), ...busy('api', 1).map(later)]
  const top = { judgedFrom: 101_000, judgedTo: 111_000 }
  return trialOf(baseline, workload, {
    loads: [probe(rate, pass), probe(200, pass, top), probe(220, tooSlow, top)],
    readings,
  })
}

function lawsOf(trials: Parameters<typeof analyse>[1]) {
  return analyse(cohort, trials).laws
}
