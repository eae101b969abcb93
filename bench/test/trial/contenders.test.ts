import assert from 'node:assert/strict'
import test from 'node:test'
import { architectures } from '@telemark/architecture'
import type { Probe } from '../../src/capacity/probe.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { mixed } from '../../src/plan/workloads.ts'
import type { TrialRecord } from '../../src/record/record.ts'
import { confirmations, contendersOf, stresses } from '../../src/trial/contenders.ts'
import { loadRecord, trialRecord } from '../record/records.ts'

function trial(name: string, ...probes: readonly Probe[]): TrialRecord {
  const architecture = architectures.find((candidate) => candidate.name === name) ?? architectures[0]
  return {
    ...trialRecord,
    architecture,
    workload: mixed,
    stage: 'probes',
    loads: probes.map((probe) => ({ ...loadRecord, ...probe, kind: 'probe' })),
  }
}

const fail = { kind: 'fail', breach: { kind: 'silence' } } as const
const pass = { kind: 'pass' } as const
const plan = planFor({ workloads: ['mixed'] })
const trials = [
  trial('baseline', { rate: 300, result: pass }, { rate: 350, result: fail }),
  trial('scale', { rate: 700, result: pass }),
  trial('redis', { rate: 900, result: pass }, { rate: 950, result: fail }),
  trial('kafka', { rate: 500, result: fail }),
]

test('the contenders are the two with the highest pass', () => {
  assert.deepEqual(
    contendersOf(plan, trials, mixed).map(({ architecture, highestPass }) => [
      architecture.name,
      highestPass,
    ]),
    [
      ['redis', 900],
      ['scale', 700],
    ],
  )
})

test('each contender is confirmed at its highest pass', () => {
  const visits = confirmations(plan, { generatorCeiling: 2000 }, trials)
  assert.deepEqual(
    visits.map(({ architecture, trials }) => [architecture.name, trials.map(({ rate }) => rate)]),
    [
      ['redis', [900]],
      ['scale', [700]],
    ],
  )
})

test('nothing is confirmed beyond what the generator can send comfortably', () => {
  const visits = confirmations(plan, { generatorCeiling: 1000 }, trials)
  assert.deepEqual(
    visits.map(({ architecture }) => architecture.name),
    ['scale'],
  )
})

test('those below the line are no contenders', () => {
  const withRival = [...trials, trial('batched', { rate: 2000, result: pass })]
  assert.deepEqual(
    contendersOf(plan, withRival, mixed).map(({ architecture }) => architecture.name),
    ['redis', 'scale'],
  )
})

test('the autoscaler is tried on the first architecture that has it and on the best', () => {
  const visits = stresses(plan, trials)
  assert.deepEqual(
    visits.map(({ architecture, tasks }) => [architecture.name, tasks]),
    [
      ['scale', 'autoscaled'],
      ['redis', 'autoscaled'],
    ],
  )
  assert.deepEqual(stresses(planFor({ workloads: ['read-heavy'] }), trials), [])
})

test('where nothing passed there is nothing to confirm', () => {
  assert.deepEqual(confirmations(plan, { generatorCeiling: 2000 }, []), [])
})
