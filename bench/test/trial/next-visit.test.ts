import assert from 'node:assert/strict'
import test from 'node:test'
import { architectures } from '@telemark/architecture'
import { sizingSeconds, startSeconds } from '../../src/plan/durations.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import type { LoadRecord, TrialRecord } from '../../src/record/record.ts'
import { trialName, type Visit, visitSeconds } from '../../src/trial/agenda.ts'
import { continues, nextVisit, unfinished } from '../../src/trial/next-visit.ts'
import type { Progress } from '../../src/trial/passes.ts'
import { loadRecord, trialRecord } from '../record/records.ts'

const fail = { kind: 'fail', breach: { kind: 'silence' } } as const
const pass = { kind: 'pass' } as const

/** What each architecture holds, whatever the workload; `redis` and `kafka` cannot be told apart. */
const capacities: Readonly<Record<string, number>> = {
  baseline: 300,
  scale: 600,
  redis: 1000,
  kafka: 1010,
  batched: 1500,
}

/** What was done in which order, and when, by a cohort whose clock is the estimates. */
interface Simulated {
  readonly trials: TrialRecord[]
  readonly visits: readonly { readonly at: number; readonly visit: Visit; readonly first: boolean }[]
  readonly seconds: number
}

interface Begun {
  readonly recorded?: readonly TrialRecord[]
  readonly spent?: number
}

function simulate(plan: Plan, { recorded = [], spent = sizingSeconds }: Begun = {}): Simulated {
  const trials = [...recorded]
  const visits: Simulated['visits'][number][] = []
  let seconds = spent
  let standing: Visit | undefined
  for (;;) {
    const next = nextVisit(plan, {
      ...progress(trials, plan.budgetSeconds - seconds),
      ...(standing && { standing }),
    })
    if (next === undefined) return { trials, visits, seconds }
    const { visit } = next
    visits.push({ at: seconds, visit, first: !next.isFirstPassOver })
    seconds += visitSeconds(plan, visit) - (continues(visit, standing) ? startSeconds : 0)
    standing = visit
    for (const planned of visit.trials) trials.push(recordOf(visit, planned, trials.length + 1))
  }
}

function progress(trials: readonly TrialRecord[], secondsLeft: number): Progress {
  const names = new Set(trials.map((trial) => trialName(trial, trial)))
  return { sizing: { generatorCeiling: 3000 }, trials, isDone: (name) => names.has(name), secondsLeft }
}

function recordOf(
  { architecture, block, variant }: Visit,
  { workload, stage }: Visit['trials'][number],
  number: number,
): TrialRecord {
  const id = trialName({ architecture, block, ...(variant && { variant }) }, { workload, stage })
  const rate = capacities[architecture.name] ?? 0
  const kind: LoadRecord['kind'] = stage === 'probes' ? 'probe' : stage
  const loads: LoadRecord[] = [
    { ...loadRecord, kind, rate, ...(kind === 'ramp' && { heldRate: rate }), result: pass },
    ...(kind === 'probe' ? [{ ...loadRecord, kind, rate: Math.round(rate * 1.04), result: fail }] : []),
  ]
  return {
    ...trialRecord,
    id,
    number,
    architecture,
    workload,
    stage,
    block,
    loads,
    ...(variant && { variant }),
  }
}

function stagesIn({ visits }: Simulated): readonly string[] {
  return visits.flatMap(({ visit }) =>
    visit.trials.map(
      ({ workload, stage }) => `${visit.block} ${visit.architecture.name} ${workload.name} ${stage}`,
    ),
  )
}

test('within the seven minutes of a provisional verdict every cell in question has had its ramp', () => {
  const { visits } = simulate(planFor())
  const ramps = visits.filter(({ first }) => first)
  assert.equal(ramps.flatMap(({ visit }) => visit.trials).length, 12)
  assert.ok((visits[ramps.length]?.at ?? Number.POSITIVE_INFINITY) <= 420, `${visits[ramps.length]?.at} s`)
})

test('standard has every cell, what is promised, and more blocks of contenders, within its half hour', () => {
  const plan = planFor()
  const simulated = simulate(plan)
  const stages = stagesIn(simulated)
  assert.ok(simulated.seconds <= plan.budgetSeconds)
  for (const stage of ['ramp', 'probes'])
    assert.equal(stages.filter((name) => name.startsWith('1 ') && name.endsWith(stage)).length, 15, stage)
  assert.equal(stages.filter((name) => name.endsWith('confirmation')).length, 6)
})

test('later blocks are of contenders only, as many as the budget allows', () => {
  const plan = planFor({ budgetSeconds: 90 * 60 })
  const simulated = simulate(plan)
  const later = simulated.visits.filter(({ visit }) => visit.block > 1)
  assert.deepEqual([...new Set(later.map(({ visit }) => visit.architecture.name))].toSorted(), [
    'kafka',
    'redis',
  ])
  assert.ok(Math.max(...later.map(({ visit }) => visit.block)) >= 5)
  assert.ok(simulated.seconds > 85 * 60 && simulated.seconds <= 90 * 60, `${simulated.seconds}`)
})

test('no trial is done twice, and each has a name of its own', () => {
  const { trials } = simulate(planFor({ budgetSeconds: 3600 }))
  assert.equal(new Set(trials.map(({ id }) => id)).size, trials.length)
})

test('where the time is short what decides the verdict comes before what does not', () => {
  const stages = stagesIn(simulate(planFor({ budgetSeconds: 16 * 60 })))
  const firstOf = (what: RegExp) => stages.findIndex((stage) => what.test(stage))
  assert.ok(firstOf(/(redis|kafka) .* probes/) > 0)
  assert.ok(firstOf(/confirmation/) > firstOf(/(redis|kafka) .* probes/))
  for (const late of [/baseline .* probes/, /batched/])
    assert.ok(firstOf(late) === -1 || firstOf(late) > firstOf(/confirmation/), `${late}`)
})

test('a pass begins with what stands already, which saves a start; a block begins anew', () => {
  const { visits } = simulate(planFor({ budgetSeconds: 3600 }))
  const passes = visits.findIndex(({ first }) => !first)
  assert.equal(visits[passes]?.visit.architecture, visits[passes - 1]?.visit.architecture)
  const [redis] = architectures.filter(({ name }) => name === 'redis')
  const visit = { architecture: redis ?? architectures[0], tasks: 'most', block: 1 } as const
  assert.equal(continues(visit, visit), true)
  assert.equal(continues({ ...visit, block: 2 }, visit), false)
  assert.equal(continues({ ...visit, tasks: 'autoscaled' }, visit), false)
  assert.equal(continues({ ...visit, variant: { name: 'cold' } }, visit), false)
})

test('a cohort that is gone on with does the same as one that was never stopped', () => {
  const plan = planFor()
  const whole = simulate(plan)
  const upTo = whole.trials.slice(0, 17)
  const rest = simulate(plan, { recorded: upTo, spent: 0 })
  assert.deepEqual(
    rest.trials
      .slice(0, 30)
      .map(({ id }) => id)
      .toSorted(),
    whole.trials
      .slice(0, 30)
      .map(({ id }) => id)
      .toSorted(),
  )
})

test('a trial that was cut off is still to do', () => {
  const plan = planFor({ profile: 'smoke', architectures: ['baseline'], workloads: ['mixed'] })
  const [visit] = simulate(plan).visits
  assert.ok(visit !== undefined)
  const nothing = progress([], plan.budgetSeconds)
  assert.equal(unfinished(plan, nothing).length, 1)
  assert.equal(nextVisit(plan, nothing)?.visit.trials.length, 1)
})

test('full has five blocks of all cells, confirmations and stress of all, and one stress uncompressed', () => {
  const stages = stagesIn(simulate(planFor({ profile: 'full' })))
  for (const block of [1, 2, 3, 4, 5])
    assert.equal(
      stages.filter((stage) => stage.startsWith(`${block} `) && /ramp|probes/.test(stage)).length,
      30,
    )
  assert.equal(stages.filter((stage) => stage.endsWith('confirmation')).length, 15)
  const stress = simulate(planFor({ profile: 'full' })).visits.filter(({ visit }) =>
    visit.trials.some(({ stage }) => stage === 'stress'),
  )
  assert.deepEqual(
    stress.map(({ visit }) => [visit.architecture.name, visit.variant?.name]),
    [
      ['scale', undefined],
      ['redis', undefined],
      ['kafka', undefined],
      ['batched', undefined],
      ['scale', 'uncompressed'],
      ['kafka', 'uncompressed'],
    ],
  )
})

test('a hold is a ramp and a soak of each cell, and with a rate the soak alone', () => {
  const cells = { architectures: ['kafka'], workloads: ['mixed', 'write-heavy'] }
  assert.deepEqual(
    stagesIn(simulate(planFor({ ...cells, hold: { seconds: 600 } }))).map((name) => name.split(' ').at(-1)),
    ['ramp', 'soak', 'ramp', 'soak'],
  )
  assert.deepEqual(
    stagesIn(simulate(planFor({ ...cells, hold: { seconds: 600, rate: 400 } }))).map((name) =>
      name.split(' ').at(-1),
    ),
    ['soak', 'soak'],
  )
})
