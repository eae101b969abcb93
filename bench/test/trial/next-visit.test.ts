import assert from 'node:assert/strict'
import test from 'node:test'
import { architectures } from '@telemark/architecture'
import { stillRacing } from '../../src/analysis/still-racing.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { continues, nextVisit, unfinished } from '../../src/trial/next-visit.ts'
import { cohortRecord } from '../record/records.ts'
import { progress, simulate, stagesIn } from './simulate.ts'

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

test('later blocks are of those only who may still turn out to be the best, as many as the budget allows', () => {
  const plan = planFor({ budgetSeconds: 90 * 60 })
  const simulated = simulate(plan)
  const later = simulated.visits.filter(({ visit }) => visit.block > 1)
  for (const { visit, before } of later) {
    const race = stillRacing({ ...cohortRecord, plan }, simulated.trials.slice(0, before))
    for (const { workload } of visit.trials)
      assert.ok(race.get(workload.name)?.includes(visit.architecture.name), visit.architecture.name)
  }
  assert.ok(later.every(({ visit }) => visit.architecture.name !== 'baseline'))
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
  assert.equal(
    continues({ ...visit, variant: { name: 'cold-cache', experiment: 'coldCache' } }, visit),
    false,
  )
  const controls = { ...visit, variant: { name: 'plateau', experiment: 'controls' } } as const
  const planted = {
    ...controls,
    variant: { ...controls.variant, control: { kind: 'slower', share: 0.15 } },
  } as const
  assert.equal(continues(controls, planted), false)
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
