import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseline, kafka, scale } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import { mixed } from '../../src/plan/workloads.ts'
import type { CohortRecord } from '../../src/record/record.ts'
import { terminalReport } from '../../src/report/terminal.ts'
import { armOf } from './arms.ts'
import { answers, cohortOf, pass, probe, steady, tooSlow, trialOf } from './cohorts.ts'

const planned = cohortOf({ architectures: ['baseline', 'scale'], workloads: ['mixed'] })
/** A machine on which 2.0 cores are the servers'. */
const cohort: CohortRecord = { ...planned, machine: { ...planned.machine, serverCores: 2 } }

function capacity(held: number, failed: number) {
  return [probe(held, pass), probe(failed, tooSlow)]
}

const ordinary = [
  trialOf(baseline, mixed, { loads: capacity(300, 315) }),
  trialOf(scale, mixed, { loads: capacity(500, 520) }),
]
const variant = { name: 'doubled-vcpu', experiment: 'doubledVcpu', vcpuFactor: 2 } as const

function doubled(ofBaseline: readonly [number, number], ofScale: readonly [number, number]) {
  return [
    armOf(baseline, mixed, { variant, loads: capacity(...ofBaseline) }),
    armOf(scale, mixed, { variant, loads: capacity(...ofScale) }),
  ]
}

test('a pair that keeps its order with twice the CPU is the same', () => {
  const [pair] =
    analyse(cohort, [...ordinary, ...doubled([600, 630], [1000, 1040])]).experiments?.doubled ?? []
  assert.deepEqual([pair?.pair, pair?.order], [['scale', 'baseline'], 'same'])
})

test('a pair that changes its order is machine-dependent, and the first screen says so', () => {
  const findings = analyse(cohort, [...ordinary, ...doubled([1200, 1250], [1000, 1040])])
  assert.equal(findings.experiments?.doubled[0]?.order, 'machineDependent')
  assert.match(terminalReport(findings), /mixed: machine-dependent: .* baseline is ahead of scale/)
})

test('a tie with twice the CPU decides nothing', () => {
  const [pair] =
    analyse(cohort, [...ordinary, ...doubled([990, 1030], [1000, 1040])]).experiments?.doubled ?? []
  assert.equal(pair?.order, 'undecided')
})

test('a machine that has not twice the CPU is said to be too small', () => {
  const small = { ...cohort, machine: { ...cohort.machine, serverCores: 0.8 } }
  const cold = armOf(baseline, mixed, {
    variant: { name: 'large-fleet', experiment: 'largeFleet' },
    loads: capacity(250, 260),
  })
  assert.match(
    terminalReport(analyse(small, [...ordinary, cold])),
    /not measured with twice as much CPU a vCPU: scale needs 1\.00 of 0\.8 cores/,
  )
})

test('a cell under other conditions stands beside its capacity under those of the plan', () => {
  const findings = analyse(cohort, [
    ...ordinary,
    armOf(scale, mixed, {
      variant: { name: 'large-fleet', experiment: 'largeFleet' },
      loads: capacity(250, 260),
      readings: [...steady('postgres', 'blocksHit', 1), ...steady('postgres', 'blocksRead', 1)],
    }),
  ])
  const [row] = findings.experiments?.variants ?? []
  assert.deepEqual([row?.architecture, row?.experiment, row?.lost], ['scale', 'largeFleet', 0])
  assert.match(terminalReport(findings), /large fleet\s+mixed\s+scale\s+250-260\s+500-520\s+0\.48\s+0\.52/)
})

test('what a checkpoint does is told before, during and after it', () => {
  const checkpoint = {
    from: 6000,
    to: 6400,
    before: [answers('write', 500, 20)],
    during: [answers('write', 500, 180)],
    after: [answers('write', 500, 24)],
  }
  const findings = analyse(cohort, [
    ...ordinary,
    armOf(scale, mixed, {
      variant: { name: 'checkpoint', experiment: 'checkpoint', checkpoint: true },
      loads: [probe(350, pass, { kind: 'soak', checkpoint })],
    }),
  ])
  assert.match(terminalReport(findings), /scale\s+POST 20 ms\s+POST 180 ms\s+POST 24 ms\s+350\s+0\.4 s/)
})

test('a stress load in the autoscaler’s own time stands apart from the compressed one', () => {
  const stress = (more = {}) => probe(800, pass, { kind: 'stress', ...more })
  const findings = analyse(cohort, [
    trialOf(scale, mixed, { loads: [stress()] }),
    armOf(scale, mixed, {
      variant: { name: 'uncompressed', experiment: 'uncompressed', compression: 1 },
      loads: [stress({ rate: 700 })],
    }),
  ])
  assert.deepEqual(
    [
      findings.stress.map(({ reachedRate }) => reachedRate),
      findings.experiments?.uncompressed.map(({ reachedRate }) => reachedRate),
    ],
    [[800], [700]],
  )
})

test('without trials of an experiment nothing is said of any', () => {
  assert.equal(analyse(cohort, ordinary).experiments, undefined)
  assert.doesNotMatch(terminalReport(analyse(cohort, ordinary)), /Squeeze|Planted/)
})

test('a flushed log is a condition of those that queue', () => {
  const queued = cohortOf({ architectures: ['baseline', 'kafka'], workloads: ['mixed'] })
  const findings = analyse(queued, [
    trialOf(kafka, mixed, { loads: capacity(900, 940) }),
    armOf(kafka, mixed, {
      variant: { name: 'flushed-log', experiment: 'flushedLog', tuning: { kafkaFlushMessages: 1 } },
      loads: capacity(300, 310),
    }),
  ])
  assert.match(terminalReport(findings), /log forced to disk\s+mixed\s+kafka\s+300-310\s+900-940/)
})
