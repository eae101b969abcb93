import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Architecture, baseline, type Control } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import type { ArmFindings } from '../../src/analysis/experiment-findings.ts'
import { mixed } from '../../src/plan/workloads.ts'
import {
  type ControlAssignment,
  type EndRecord,
  type LoadRecord,
  recordVersion,
} from '../../src/record/record.ts'
import { sealOfControls } from '../../src/record/seal-of-controls.ts'
import { terminalReport } from '../../src/report/terminal.ts'
import { armOf } from './arms.ts'
import { busy, cohortOf, pass, probe } from './cohorts.ts'

const assignment: ControlAssignment = {
  salt: 'salt',
  arms: {
    'arm-1': { kind: 'losesOne', after: 8000 },
    'arm-2': 'none',
    'arm-3': { kind: 'slower', share: 0.15 },
    'arm-4': { kind: 'answersEarly', storedAfterMs: 1200 },
    'arm-5': 'none',
    'arm-6': 'none',
  },
}
const cohort = {
  ...cohortOf({ architectures: ['baseline', 'scale'], workloads: ['mixed'] }),
  controls: { sha256: sealOfControls(assignment) },
}
const end: EndRecord = {
  version: recordVersion,
  outcome: 'done',
  trials: 40,
  warnings: [],
  controls: assignment,
}

/** Of a core; a plateau differs from the next by up to 2 % either way. */
const usualCpu = 0.5
const wobble = [0.01, -0.02, 0.015, -0.005, 0.02, -0.01, 0.005, -0.015]

function plateau(architecture: Architecture, block: number, more: Shown = {}) {
  const { cpu = 1, load = {}, name = 'plateau', turn = 0 } = more
  const noise = 1 + (wobble[(block * 3 + turn) % wobble.length] ?? 0)
  return armOf(architecture, mixed, {
    variant: { name, experiment: 'controls' },
    block,
    loads: [probe(100, pass, load)],
    readings: busy('api', usualCpu * cpu * noise),
  })
}

interface Shown {
  readonly cpu?: number
  readonly load?: Partial<LoadRecord>
  readonly name?: string
  readonly turn?: number
}

const shown: Readonly<Record<string, Shown>> = {
  'arm-1': { load: { audit: { ...probe(1, pass).audit, lost: 1 } } },
  'arm-3': { cpu: 1.15 },
  // What is stored so late is not there yet when the audit looks.
  'arm-4': { load: { completion: 0, audit: { ...probe(1, pass).audit, lost: 40 } } },
}

function round(block: number, seen = shown) {
  return [
    plateau(baseline, block, { name: 'first' }),
    ...Object.keys(assignment.arms).map((name, index) =>
      plateau({ ...baseline, name }, block, { turn: index + 1, ...seen[name] }),
    ),
    plateau(baseline, block, { name: 'last', turn: 7 }),
  ]
}

const rounds = [1, 2, 3, 4, 5].flatMap((block) => round(block))

function alarms(arms: readonly ArmFindings[] = []) {
  return Object.fromEntries(arms.filter((arm) => arm.alarms.length > 0).map((arm) => [arm.arm, arm.alarms]))
}

test('Each planted defect is found by what it does, and no clean arm is accused', () => {
  const { experiments } = analyse(cohort, rounds, end)
  assert.deepEqual(alarms(experiments?.controls?.arms), {
    'arm-1': ['losesOne'],
    'arm-3': ['slower'],
    'arm-4': ['answersEarly'],
  })
  assert.deepEqual(experiments?.controls?.outcome, {
    planted: 3,
    found: 3,
    clean: 3,
    falseAlarms: 0,
    sealHolds: true,
  })
})

test('What is planted changes nothing in what is judged: the analysis says the same while it is sealed', () => {
  const judged = (revealed?: EndRecord) =>
    analyse(cohort, rounds, revealed).experiments?.controls?.arms.map(({ planted: _hidden, ...arm }) => arm)
  assert.deepEqual(judged(), judged(end))
  assert.equal(analyse(cohort, rounds).experiments?.controls?.outcome, undefined)
})

test('The first screen says how many were planted and found, and how often a clean arm was accused', () => {
  assert.match(
    terminalReport(analyse(cohort, rounds, end)),
    /Defects planted 3, found 3; false alarms 0 of 3 arms without one\./,
  )
  assert.match(
    terminalReport(analyse(cohort, rounds)),
    /6 arms measured; which have one is sealed until the end/,
  )
})

test('An arm that is not slower enough to be told from noise is no alarm, and a defect that does not show is missed', () => {
  const faint = { ...shown, 'arm-3': { cpu: 1.04 }, 'arm-1': {} }
  const trials = [1, 2, 3, 4, 5].flatMap((block) => round(block, faint))
  const outcome = analyse(cohort, trials, end).experiments?.controls?.outcome
  assert.deepEqual([outcome?.planted, outcome?.found, outcome?.falseAlarms], [3, 1, 0])
})

test('The noise of the pairs decides: where the twin differs from itself by a fifth, 15 % prove nothing', () => {
  const noisy = rounds.map((trial) =>
    trial.variant?.name === 'last' ? { ...trial, readings: busy('api', usualCpu * 1.2) } : trial,
  )
  const arm = analyse(cohort, noisy, end).experiments?.controls?.arms.find(({ arm }) => arm === 'arm-3')
  assert.deepEqual(arm?.alarms, [])
  assert.ok((arm?.excessLimit ?? 0) > 0.15)
})

test('A rate of false alarms is claimed from 20 pairs on', () => {
  const pairs = analyse(cohort, rounds, end).experiments?.controls?.pairs
  assert.deepEqual([pairs?.count, pairs?.differing], [20, 0])
  // 0 of 20: 1 - 0.05^(1/20).
  assert.ok(Math.abs((pairs?.atMost ?? 0) - (1 - 0.05 ** (1 / 20))) < 1e-6)
  assert.equal(analyse(cohort, rounds).experiments?.controls?.pairs.atMost, undefined)
})

test('What was late for the twin, too, is no early answer', () => {
  const late = rounds.map((trial) => ({
    ...trial,
    loads: trial.loads.map((load) => ({ ...load, completion: 0.5 })),
  }))
  const arms = analyse(cohort, late, end).experiments?.controls?.arms
  assert.ok(arms?.every((arm) => !arm.alarms.includes('answersEarly')))
})

test('Stale canaries are an early answer as well', () => {
  const freshness = (fresh: number) => [{ delayMs: 1000, asked: 300, fresh }]
  const stale = rounds.map((trial) => ({
    ...trial,
    loads: trial.loads.map((load) => ({
      ...load,
      completion: 1,
      freshness: freshness(trial.architecture.name === 'arm-2' ? 200 : 300),
    })),
  }))
  const arm = analyse(cohort, stale, end).experiments?.controls?.arms.find(({ arm }) => arm === 'arm-2')
  assert.deepEqual(arm?.alarms, ['answersEarly'])
})

test('A revealed assignment that is not the sealed one is told apart', () => {
  const other: Control = { kind: 'slower', share: 0.5 }
  const forged = { ...end, controls: { ...assignment, arms: { ...assignment.arms, 'arm-2': other } } }
  assert.match(terminalReport(analyse(cohort, rounds, forged)), /The seal is broken/)
})

test('Arms never enter a capacity or the verdict', () => {
  const { workloads, loads } = analyse(cohort, rounds, end)
  assert.ok(workloads.every(({ cells }) => cells.every(({ capacity }) => capacity === undefined)))
  assert.ok(loads.every(({ standing }) => standing === 'arm'))
})
