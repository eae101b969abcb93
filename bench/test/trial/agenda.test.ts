import assert from 'node:assert/strict'
import test from 'node:test'
import { trialSeconds } from '../../src/plan/durations.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { mixed, readHeavy } from '../../src/plan/workloads.ts'
import { everyCell, everyRival, shuffle, trialName } from '../../src/trial/agenda.ts'
import { createClock } from '../../src/trial/clock.ts'

test('the first block visits every architecture once and every cell once', () => {
  const visits = everyCell(planFor(), ['ramp'], 1)
  const cells = visits.flatMap(({ architecture, trials }) =>
    trials.map(({ workload }) => `${architecture.name} ${workload.name}`),
  )
  assert.equal(visits.length, 4)
  assert.equal(new Set(cells).size, 12)
})

test('what nobody asked for is measured in one visit, ramp and plateaus', () => {
  const visits = everyRival(planFor(), ['ramp', 'probes'])
  assert.deepEqual(
    visits.map(({ architecture, trials }) => [architecture.name, trials.length]),
    [['batched', 6]],
  )
})

test('the seed decides the order, and another seed another', () => {
  const order = (seed: number) =>
    everyCell(planFor({ seed }), ['ramp'], 1)
      .map(({ architecture }) => architecture.name)
      .join()
  assert.equal(order(1), order(1))
  assert.ok(new Set([1, 2, 3, 4, 5, 6].map(order)).size > 1)
})

test('a shuffle loses nothing', () => {
  assert.deepEqual([...shuffle([1, 2, 3, 4, 5], 9)].toSorted(), [1, 2, 3, 4, 5])
})

test('smoke is estimated within its budget of 6 minutes, standard within 30', () => {
  const smoke = createClock(planFor({ profile: 'smoke' }))
  assert.ok(smoke.estimatedSeconds <= 360 && smoke.estimatedSeconds > 200, `${smoke.estimatedSeconds}`)
  const standard = createClock(planFor())
  assert.ok(
    standard.estimatedSeconds <= 1800 && standard.estimatedSeconds > 1500,
    `${standard.estimatedSeconds}`,
  )
})

test('the original is estimated by the length of its stages', () => {
  const plan = planFor({ profile: 'original' })
  assert.equal(trialSeconds(plan, { workload: mixed, stage: 'stress' }), 27 * 60 + 20)
  assert.equal(trialSeconds(plan, { workload: readHeavy, stage: 'stress' }), 17 * 60 + 20)
})

test('what does not fit into the rest of the budget is not begun', () => {
  let now = 0
  const clock = createClock(planFor({ profile: 'smoke' }), { now: () => now })
  assert.equal(clock.fits(300), true)
  now = 100_000
  assert.equal(clock.fits(300), false)
  assert.equal(clock.fits(200), true)
})

test('what is not planned is begun only where all that is planned still fits', () => {
  const clock = createClock(planFor({ profile: 'smoke' }), { now: () => 0 })
  const left = 360 - clock.estimatedSeconds
  assert.equal(clock.spares(left), true)
  assert.equal(clock.spares(left + 1), false)
  assert.equal(clock.fits(left + 1), true)
})

test('activity says how far the cohort is and how long still', () => {
  let now = 0
  const plan = planFor({ profile: 'smoke', architectures: ['baseline'], workloads: ['mixed', 'read-heavy'] })
  const clock = createClock(plan, { now: () => now })
  const first = clock.activity('starting', { architecture: 'baseline' })
  assert.ok(first.kind === 'activity' && first.done === 0 && first.total === 2)
  now = 80_000
  clock.finish(65, 0)
  clock.finish(20, 1)
  const second = clock.activity('ramp', {})
  assert.ok(second.kind === 'activity' && second.done === 1 && second.total === 2)
  assert.ok(
    first.kind === 'activity' &&
      second.kind === 'activity' &&
      second.remainingSeconds < first.remainingSeconds,
  )
})

test('a part that goes on has what is left of the budget, or a budget of its own', () => {
  const plan = planFor()
  const before = { seconds: 1500, trials: 30 }
  assert.equal(createClock(plan, { before, now: () => 0 }).secondsLeft(), 300)
  const longer = createClock(plan, { before, budgetSeconds: 900, now: () => 0 })
  assert.deepEqual([longer.secondsLeft(), longer.elapsedSeconds()], [900, 1500])
})

test('every trial of every block, stage and variant has a name of its own', () => {
  const plan = planFor()
  const variant = { name: 'uncompressed', experiment: 'uncompressed' } as const
  const visits = [1, 2].flatMap((block) => everyCell(plan, ['ramp', 'probes'], block))
  const all = [...visits, ...visits.map((visit) => ({ ...visit, variant }))]
  const names = all.flatMap((visit) => visit.trials.map((trial) => trialName(visit, trial)))
  assert.equal(new Set(names).size, names.length)
})
