import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kafka, redis } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import { readHeavy, writeHeavy } from '../../src/plan/workloads.ts'
import type { Window } from '../../src/record/record.ts'
import { answers, cohortOf, pass, probe, trialOf } from './cohorts.ts'

const cohort = cohortOf({ architectures: ['redis', 'kafka'], workloads: ['read-heavy', 'write-heavy'] })

const findings = analyse(cohort, [
  trialOf(redis, writeHeavy, {
    loads: [burst([30, 200, 120, 60, 900])],
    readings: committed([100, 20, 180, 100]),
  }),
  trialOf(kafka, writeHeavy, {
    loads: [burst([20, 40, 45, 30, 25])],
    readings: committed([100, 99, 101, 100]),
  }),
  trialOf(redis, readHeavy, { loads: [burst([30, 30, 30, 30])] }),
])

test('A burst is the first four seconds of a plateau: its largest p99 of POST counts, beside the settled one', () => {
  assert.deepEqual(
    findings.smoothness.map(({ architecture, workload, rate, burst }) => [
      architecture,
      workload,
      rate,
      burst,
    ]),
    [
      ['redis', 'write-heavy', 100, { seconds: 4, p99Ms: 200, settledP99Ms: 20 }],
      ['kafka', 'write-heavy', 100, { seconds: 4, p99Ms: 45, settledP99Ms: 20 }],
    ],
  )
})

test('Smoother ingestion is kept if rows are committed more evenly and a burst is answered faster', () => {
  const claim = findings.claims.find(({ intended }) => intended === 'smoother ingestion')
  assert.equal(claim?.kept, 'yes')
  assert.deepEqual(
    claim?.measured.map(({ value, against }) => [value?.toFixed(2), against?.toFixed(2)]),
    [
      ['0.01', '0.65'],
      ['45.00', '200.00'],
      ['20.00', '20.00'],
    ],
  )
})

function burst(p99s: readonly number[]) {
  const windows: readonly Window[] = p99s.map((p99Ms, second) => ({
    at: second * 1000,
    offeredRate: 100,
    endpoints: [answers('write', 100, p99Ms)],
  }))
  return probe(100, pass, { windows })
}

/** Rows committed, second by second, while the plateau is judged. */
function committed(rows: readonly number[]) {
  let value = 0
  return [0, ...rows].map((row, second) => {
    value += row
    return { at: 2000 + second * 1000, component: 'postgres', task: 1, metric: 'rowsUpdated', value } as const
  })
}
