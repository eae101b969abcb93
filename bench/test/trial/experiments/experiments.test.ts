import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Architecture } from '@telemark/architecture'
import { canaryDevices } from '../../../src/load/canaries.ts'
import { trialSeconds } from '../../../src/plan/durations.ts'
import { planFor } from '../../../src/plan/plan-for.ts'
import { published } from '../../../src/plan/variant.ts'
import { type Visit, variantOf } from '../../../src/trial/agenda.ts'
import { deploymentPlan } from '../../../src/trial/deployment-plan.ts'
import { controlArms } from '../../../src/trial/experiments/control-arms.ts'
import { experiments } from '../../../src/trial/experiments.ts'
import { cohortOf, pass, probe, tooSlow, trialOf } from '../../analysis/cohorts.ts'

const cohort = cohortOf({})
const { plan } = cohort
/** Every cell holds something; the later in the plan the more. */
const trials = plan.architectures.flatMap((architecture, index) =>
  plan.workloads.map((workload) => ({
    ...trialOf(architecture, workload, {
      loads: [probe(300 + 100 * index, pass), probe(320 + 100 * index, tooSlow)],
    }),
    cohort,
  })),
)
const visits = experiments(plan, trials)

function of(experiment: string): readonly Visit[] {
  return visits.filter(({ variant }) => variant?.experiment === experiment)
}

test('every visit has a variant, and nothing is planned that is not known to hold a rate', () => {
  assert.ok(visits.every(({ variant }) => variant !== undefined))
  assert.deepEqual(experiments(plan, []), [])
})

test('no two trials of an experiment have the same id', () => {
  const ids = visits.flatMap(({ architecture, block, variant, trials: planned }) =>
    planned.map((trial) =>
      [block, architecture.name, trial.workload.name, trial.stage, (trial.variant ?? variant)?.name].join(
        '-',
      ),
    ),
  )
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) < index),
    [],
  )
})

test('a round shows every arm once, in an order of its own, between two visits of the twin', () => {
  const rounds = [...Map.groupBy(of('controls'), ({ block }) => block).values()]
  assert.equal(rounds.length, 5)
  for (const round of rounds) {
    assert.deepEqual(
      [round.at(0)?.architecture.name, round.at(-1)?.architecture.name],
      ['baseline', 'baseline'],
    )
    assert.deepEqual(
      round
        .slice(1, -1)
        .map(({ architecture }) => architecture.name)
        .toSorted(),
      ['arm-1', 'arm-2', 'arm-3', 'arm-4', 'arm-5', 'arm-6'],
    )
  }
  const orders = rounds.map((round) => round.map(({ architecture }) => architecture.name).join())
  assert.ok(new Set(orders).size > 1)
})

test('which arm has which defect depends on the seed, and no record tells it', () => {
  const kinds = (seed: number) =>
    Object.values(controlArms(planFor({ seed }))?.arms ?? {}).map((arm) => (arm === 'none' ? arm : arm.kind))
  assert.deepEqual(kinds(1).toSorted(), kinds(2).toSorted())
  assert.ok([2, 3, 4, 5].some((seed) => kinds(seed).join() !== kinds(1).join()))
  for (const { architecture, variant } of of('controls')) {
    assert.ok(variant)
    assert.doesNotMatch(JSON.stringify([architecture, published(variant)]), /slower|losesOne|answersEarly/)
  }
})

test('the deployment of an arm has the defect that its record does not tell', () => {
  const planted = of('controls').filter(({ variant }) => variant?.control !== undefined)
  assert.equal(planted.length, 15)
  for (const visit of planted)
    assert.deepEqual(deploymentPlan(visit, cohort).architecture.control, visit.variant?.control)
  assert.equal(controlArms(planFor({ workloads: ['read-heavy'] })), undefined)
})

test('each CPU that a cell uses is squeezed once, between two searches without a cut', () => {
  const names = (name: string, workload: string) =>
    of('squeeze')
      .filter(({ architecture, variant }) => architecture.name === name && variant?.tuning === undefined)
      .flatMap((visit) => visit.trials)
      .filter((trial) => trial.workload.name === workload)
      .map(({ variant }) => variant?.name)
  assert.deepEqual(names('kafka', 'write-heavy'), [
    'unsqueezed-1',
    'squeeze-api',
    'squeeze-redis',
    'squeeze-kafka',
    'squeeze-consumer',
    'squeeze-postgres',
    'unsqueezed-2',
  ])
  assert.deepEqual(names('kafka', 'read-heavy'), [
    'unsqueezed-1',
    'squeeze-api',
    'squeeze-redis',
    'squeeze-postgres',
    'unsqueezed-2',
  ])
  const pools = of('squeeze').flatMap(({ variant }) => variant?.tuning?.databasePoolSize ?? [])
  assert.deepEqual(pools, [8, 8, 8, 8, 8])
})

test('the best two of each workload are doubled only where they fit', () => {
  const names = (list: readonly Visit[]) => list.map(({ architecture }) => architecture.name)
  // 1 core is the servers': kafka would need 1.8.
  assert.deepEqual(names(of('doubledVcpu')), [])
  const roomy = trials.map((trial) => ({
    ...trial,
    cohort: { ...cohort, machine: { ...cohort.machine, serverCores: 4 } },
  }))
  const doubled = experiments(plan, roomy).filter(({ variant }) => variant?.experiment === 'doubledVcpu')
  assert.deepEqual(names(doubled).toSorted(), ['kafka', 'redis'])
  const [visit] = doubled
  assert.ok(visit)
  assert.equal(deploymentPlan(visit, cohort).coresPerVcpu, 0.2)
})

test('what is else on trial is a deployment that differs in one thing', () => {
  const differing = (experiment: string, architecture?: string) => {
    const visit = of(experiment).find((one) => one.architecture.name === (architecture ?? 'kafka'))
    assert.ok(visit, `${experiment} of ${architecture}`)
    return { visit, deployment: deploymentPlan(visit, cohort) }
  }
  assert.equal(differing('flushedLog').deployment.tuning?.kafkaFlushMessages, 1)
  assert.equal(differing('coldCache').visit.variant?.cache, 'cold')
  assert.deepEqual(differing('largeFleet').deployment.fleet, {
    devices: 50_000 + canaryDevices,
    eventsPerDevice: 5,
  })
  assert.equal(differing('largeFleet').deployment.tuning?.databaseBuffersMiB, 16)
  assert.equal(differing('uncompressed').deployment.compression, 1)
  assert.equal(differing('checkpoint').visit.trials[0]?.stage, 'soak')
  assert.deepEqual(
    of('coldCache').map(({ architecture }: { architecture: Architecture }) => architecture.name),
    ['redis', 'kafka', 'batched'],
  )
})

test('a stress load in the autoscaler’s own time takes twelve times as long', () => {
  const [visit] = of('uncompressed')
  const [trial] = visit?.trials ?? []
  assert.ok(visit && trial)
  assert.ok(trialSeconds(plan, { ...trial, variant: variantOf(visit, trial) }) > 20 * 60)
})
