import assert from 'node:assert/strict'
import test from 'node:test'
import { baseline } from '@telemark/architecture'
import { planFor } from '../../src/plan/plan-for.ts'
import { experiments as allExperiments } from '../../src/plan/variant.ts'
import { trialName, type Visit } from '../../src/trial/agenda.ts'
import { experimentNames, experiments } from '../../src/trial/experiments.ts'
import { scheduleOf } from '../../src/trial/passes.ts'
import { simulate, stagesIn } from './simulate.ts'

const plan = planFor({ profile: 'full', budgetSeconds: 24 * 3600 })
const whole = simulate(plan)
const onTrial = whole.visits.map(({ visit }) => visit).filter(({ variant }) => variant !== undefined)

/** What follows what, said once for as long as it goes on. */
function inTurn(names: readonly (string | undefined)[]): readonly (string | undefined)[] {
  return names.filter((name, index) => name !== names[index - 1])
}

test('full has five blocks of all cells, and confirmations and stress of all', () => {
  const ordinary = stagesIn({ ...whole, visits: whole.visits.filter(({ visit }) => !visit.variant) })
  for (const block of [1, 2, 3, 4, 5])
    assert.equal(
      ordinary.filter((stage) => stage.startsWith(`${block} `) && /ramp|probes/.test(stage)).length,
      30,
    )
  assert.equal(ordinary.filter((stage) => stage.endsWith('confirmation')).length, 15)
  assert.deepEqual(
    ordinary.filter((stage) => stage.endsWith('stress')),
    ['1 scale mixed stress', '1 redis mixed stress', '1 kafka mixed stress', '1 batched mixed stress'],
  )
})

test('then every experiment comes, in the order that was sealed', () => {
  const sealed = scheduleOf(plan)
    .filter((line) => line.startsWith('experiments: '))
    .map((line) => line.slice('experiments: '.length))
  assert.deepEqual(sealed, experimentNames)
  assert.deepEqual(sealed.toSorted(), allExperiments.toSorted())
  assert.deepEqual(inTurn(onTrial.map(({ variant }) => variant?.experiment)), sealed)
  assert.deepEqual(
    whole.visits.slice(-onTrial.length).map(({ visit }) => visit),
    onTrial,
  )
})

test('a round of the controls is the twin, all arms in an order of their own, and the twin again', () => {
  const controls = onTrial.filter(({ variant }) => variant?.experiment === 'controls')
  const rounds = [1, 2, 3, 4, 5].map((block) => controls.filter((visit) => visit.block === block))
  for (const round of rounds) {
    const names = round.map(({ architecture, variant }) => `${architecture.name} ${variant?.name}`)
    assert.deepEqual([names[0], names.at(-1)], ['baseline first', 'baseline last'])
    assert.deepEqual(
      names.slice(1, -1).toSorted(),
      [1, 2, 3, 4, 5, 6].map((arm) => `arm-${arm} plateau`),
    )
  }
  assert.equal(new Set(rounds.map((round) => JSON.stringify(round.map(nameOf)))).size, 5)
})

function nameOf({ architecture }: Visit): string {
  return architecture.name
}

test('no trial of full is done twice, and each has a name of its own', () => {
  assert.equal(new Set(whole.trials.map(({ id }) => id)).size, whole.trials.length)
})

test('everything comes within its budget of eight hours', () => {
  const eight = simulate(planFor({ profile: 'full' }))
  assert.ok(eight.seconds <= 8 * 3600)
  assert.equal(eight.trials.length, whole.trials.length)
})

test('where the time is short the last experiments are missing, and nothing else', () => {
  const short = simulate(planFor({ profile: 'full', budgetSeconds: 4 * 3600 }))
  assert.ok(short.seconds <= 4 * 3600)
  const begun = inTurn(short.visits.flatMap(({ visit }) => visit.variant?.experiment ?? []))
  assert.deepEqual(begun.slice(0, 2), experimentNames.slice(0, 2))
  const done = new Set(short.trials.map(({ id }) => id))
  const missing = whole.trials.filter(({ id }) => !done.has(id))
  assert.ok(missing.length > 0 && missing.every(({ variant }) => variant?.experiment !== undefined))
})

test('the experiments of a cohort that is gone on with are those that were left, at the same rates', () => {
  const names = (visits: readonly Visit[]) =>
    visits.flatMap((visit) =>
      visit.trials.map((trial) => [trialName(visit, trial), trial.rate ?? 'searched'].join(' at ')),
    )
  const upTo = whole.trials.findIndex(({ variant }) => variant?.experiment === 'squeeze') + 7
  const rest = simulate(plan, { recorded: whole.trials.slice(0, upTo), spent: 0 })
  assert.deepEqual(
    names(rest.visits.map(({ visit }) => visit)),
    names(whole.visits.map(({ visit }) => visit)).slice(upTo),
  )
  assert.deepEqual(
    names(experiments(plan, whole.trials.slice(0, upTo))),
    names(experiments(plan, whole.trials)),
  )
})

test('nothing is put on trial that stands elsewhere', () => {
  const elsewhere = { ...baseline, name: 'elsewhere', standsAt: 'https://telemetry.example' }
  const visits = experiments({ ...plan, architectures: [...plan.architectures, elsewhere] }, [
    ...whole.trials,
    ...whole.trials
      .filter(({ architecture }) => architecture.name === 'baseline')
      .map((trial) => ({ ...trial, architecture: elsewhere })),
  ])
  assert.ok(visits.length > 0)
  assert.ok(visits.every(({ architecture }) => architecture.standsAt === undefined))
})
