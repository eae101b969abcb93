import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kafka } from '@telemark/architecture'
import type { Reading } from '@telemark/deployment'
import { analyse } from '../../src/analysis/analyse.ts'
import { mixed } from '../../src/plan/workloads.ts'
import type { LoadRecord } from '../../src/record/record.ts'
import { reportTables } from '../../src/report/report-tables.ts'
import { answers, cohortOf, pass, probe, ramp, trialOf } from './cohorts.ts'

const cohort = cohortOf({ architectures: ['kafka'], workloads: ['mixed'], hold: { seconds: 60 } })

/** From 1 s to 61 s, in thirds of 20 s. */
const soak: LoadRecord = probe(400, pass, {
  kind: 'soak',
  judgedFrom: 1000,
  judgedTo: 61_000,
  thirds: [20, 25, 80].map((p99Ms, third) => ({
    from: 1000 + third * 20_000,
    to: 21_000 + third * 20_000,
    endpoints: [answers('write', 4000, p99Ms)],
  })),
})

/** Grows by `step` a second from `first` on. */
function growing(component: Reading['component'], metric: Reading['metric'], first: number, step: number) {
  return Array.from({ length: 62 }, (_, second) => ({
    at: second * 1000,
    component,
    task: 1,
    metric,
    value: first + second * step,
  }))
}

const readings: readonly Reading[] = [
  ...growing('api', 'memoryBytes', 100 * 2 ** 20, 2 ** 20),
  ...growing('postgres', 'tableBytes', 10 * 2 ** 20, 0),
  ...growing('postgres', 'checkpoints', 3, 0).map((reading) =>
    reading.at < 30_000 ? reading : { ...reading, value: 4 },
  ),
]
const trial = { ...trialOf(kafka, mixed, { loads: [ramp(600), soak], readings }), stage: 'soak' as const }
const findings = analyse(cohort, [trial])

test('a hold says what drifted from its first third to its last', () => {
  const [hold] = findings.holds
  assert.deepEqual([hold?.rate, hold?.seconds, hold?.checkpoints], [400, 60, 1])
  assert.deepEqual(hold?.p99Ms, [{ endpoint: 'write', first: 20, last: 80 }])
  assert.deepEqual(hold?.tableBytes, { first: 10 * 2 ** 20, last: 10 * 2 ** 20 })
  const memory = hold?.memoryBytes.api
  assert.deepEqual(
    [memory?.first, memory?.last].map((bytes) => (bytes ?? 0) / 2 ** 20),
    [111, 151],
  )
})

test('a hold is no part of the capacity: it is another question', () => {
  const [cell] = findings.workloads[0]?.cells ?? []
  assert.deepEqual(cell?.capacity?.kind === 'bracket' && cell.capacity.highestPass, 600)
  assert.equal(cell?.provisional, true)
})

test('the table shows both thirds', () => {
  const table = reportTables(findings).find(({ title }) => title.startsWith('Hold'))
  assert.deepEqual(
    table?.rows[0]?.map(({ text }) => text),
    [
      'kafka',
      'mixed',
      'held',
      'POST 20 ms -> 80 ms',
      'API 111 MiB -> 151 MiB',
      '10 MiB -> 10 MiB',
      '400',
      '60 s',
      '1',
    ],
  )
})
