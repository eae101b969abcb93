import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kafka } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import { mixed } from '../../src/plan/workloads.ts'
import type { LoadRecord } from '../../src/record/record.ts'
import { cohortOf, generatorBusy, pass, probe, ramp, tooSlow, trialOf } from './cohorts.ts'

test('Every load is listed, with what became of it: also what was overruled or invalid', () => {
  const loads = [
    ramp(420),
    probe(300, tooSlow),
    probe(300, pass),
    probe(500, pass),
    probe(340, pass),
    probe(380, tooSlow),
    probe(360, generatorBusy),
  ]
  assert.deepEqual(standingsOf(loads), [
    'ramp 420: overruled',
    'probe 300: overruled',
    'probe 300: agrees',
    'probe 500: overruled',
    'probe 340: bound',
    'probe 380: bound',
    'probe 360: unused',
  ])
})

test('What half a minute has confirmed stands beside the capacity of a shorter plateau', () => {
  const confirmation = (rate: number, result: LoadRecord['result']) =>
    probe(rate, result, { kind: 'confirmation' })
  const cell = findingsOf([
    probe(500, pass),
    probe(560, tooSlow),
    confirmation(500, generatorBusy),
    confirmation(450, pass),
  ]).workloads[0]?.cells[0]
  assert.equal(cell?.capacity?.kind === 'bracket' && cell.capacity.highestPass, 500)
  assert.equal(cell?.confirmedRate, 450)
})

function standingsOf(loads: readonly LoadRecord[]): readonly string[] {
  return findingsOf(loads).loads.map(({ kind, rate, standing }) => `${kind} ${rate}: ${standing}`)
}

/** As they are given, one after another. */
function findingsOf(loads: readonly LoadRecord[]) {
  const cohort = cohortOf({ architectures: ['kafka'], workloads: ['mixed'] })
  return analyse(cohort, [
    trialOf(kafka, mixed, { loads: loads.map((load, index) => ({ ...load, judgedFrom: 1000 + index })) }),
  ])
}
