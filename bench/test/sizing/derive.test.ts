import assert from 'node:assert/strict'
import test from 'node:test'
import { type architectures, baseline, kafka, redis, scale } from '@telemark/architecture'
import { defaultSizes, type Machine } from '@telemark/deployment'
import { planFor } from '../../src/plan/plan-for.ts'
import { mixed, readHeavy, writeHeavy } from '../../src/plan/workloads.ts'
import type { Costs } from '../../src/sizing/demands.ts'
import { deriveSizing } from '../../src/sizing/derive.ts'
import { predict, vcpus } from '../../src/sizing/predict.ts'

/** Of the order of what a machine with two cores measures. */
const costs: Costs = {
  generator: 0.28,
  balancer: 0.08,
  nullWrite: 0.1,
  nullLatest: 0.08,
  write: { api: 0.3, postgres: 0.28 },
  latest: { api: 0.16, postgres: 0.06 },
}

const envelope = { sizes: defaultSizes, coresPerVcpu: 0.1 }
const machine: Machine = {
  cores: 2,
  memoryBytes: 8e9,
  envelopes: { kind: 'cgroup v2' },
  generatorCores: 1,
  serverCores: 1,
  facts: {},
}

test('a cell is predicted by the component that runs out of CPU first', () => {
  assert.deepEqual(predict(baseline, writeHeavy, { costs, envelope }), { rate: 430, component: 'api' })
  const threeTasks = predict(scale, writeHeavy, { costs, envelope })
  assert.deepEqual(threeTasks, { rate: 643, component: 'postgres' })
})

test('a lone task answers more than its calibrated cost allows, and several less than as many times that', () => {
  const [lone, three] = [baseline, scale].map((each) => predict(each, readHeavy, { costs, envelope }).rate)
  assert.ok(three !== undefined && lone !== undefined && three > lone && three < 3 * lone)
})

test('a mix costs what its endpoints cost, by their shares', () => {
  const { rate } = predict(baseline, mixed, { costs, envelope })
  assert.equal(rate, Math.round(129 / ((0.3 + 0.16) / 2)))
})

test('each architecture is predicted to do better at what it adds', () => {
  const of = (architecture: (typeof architectures)[number], workload: typeof readHeavy | typeof writeHeavy) =>
    predict(architecture, workload, { costs, envelope }).rate
  assert.ok(of(scale, readHeavy) > of(baseline, readHeavy))
  assert.ok(of(redis, readHeavy) > of(scale, readHeavy))
  assert.ok(of(kafka, writeHeavy) > of(redis, writeHeavy))
})

test('the vCPUs of an architecture are those of its most tasks', () => {
  assert.equal(vcpus(baseline, defaultSizes), 3)
  assert.equal(vcpus(kafka, defaultSizes), 9)
})

test('two cores are worth a tenth of a core a vCPU, or a bit less where the generator is slow', () => {
  const slow = deriveSizing(planFor(), machine, { generatorCeiling: 2600, floorP99Ms: 3, costs })
  assert.equal(slow.coresPerVcpu, 0.075)
  const sizing = deriveSizing(planFor(), machine, { generatorCeiling: 3600, floorP99Ms: 3, costs })
  assert.equal(sizing.coresPerVcpu, 0.1)
  assert.deepEqual(Object.keys(sizing.predicted), ['baseline', 'scale', 'redis', 'kafka', 'batched'])
  assert.match(
    sizing.reasons[0] ?? '',
    /^1 vCPU = 0.1 core: the largest architecture and the generator then need/,
  )
})

test('a larger machine gives a vCPU more, as long as the generator can drive the best cell', () => {
  const large = { ...machine, cores: 64, generatorCores: 16, serverCores: 48 }
  assert.equal(
    deriveSizing(planFor(), large, { generatorCeiling: 60_000, floorP99Ms: 3, costs }).coresPerVcpu,
    1,
  )
  const weak = deriveSizing(planFor(), large, { generatorCeiling: 8000, floorP99Ms: 3, costs })
  assert.ok(weak.coresPerVcpu < 1 && weak.coresPerVcpu > 0.075, `${weak.coresPerVcpu}`)
})

test('a machine that is too small says so, and a vCPU is never below 0.075 core', () => {
  const small = { ...machine, cores: 1 }
  const { coresPerVcpu, reasons } = deriveSizing(planFor(), small, {
    generatorCeiling: 500,
    floorP99Ms: 3,
    costs,
  })
  assert.equal(coresPerVcpu, 0.075)
  assert.ok(reasons.some((reason) => reason.startsWith('this machine is too small')))
  assert.ok(reasons.some((reason) => reason.startsWith('the generator is too weak')))
})
