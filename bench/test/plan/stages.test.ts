import assert from 'node:assert/strict'
import test from 'node:test'
import { virtualUsersFor } from '../../src/load/virtual-users.ts'
import { originalStages, rampStages, settlingPlateau, stressStages } from '../../src/plan/stages.ts'

const bounds = { predicted: 400, target: 1000, ceiling: 2600 }

function seconds(stages: readonly { readonly seconds: number }[]): number {
  return stages.reduce((sum, stage) => sum + stage.seconds, 0)
}

test('a ramp settles at half of the prediction, then goes through the target within 20 s', () => {
  const stages = rampStages(bounds, { shape: 'ramp', profile: 'standard' })
  assert.deepEqual(stages[0], { seconds: 0, rate: 200 })
  assert.ok((stages.at(-1)?.rate ?? 0) > bounds.target)
  assert.deepEqual(stages[1], { seconds: 2, rate: 200 })
  assert.equal(seconds(stages), 22)
})

test("a ramp never asks for more than the generator's ceiling", () => {
  const stages = rampStages(
    { predicted: 9000, target: 1000, ceiling: 2600 },
    { shape: 'ramp', profile: 'smoke' },
  )
  assert.equal(Math.max(...stages.map(({ rate }) => rate)), 2600)
})

test('in steps the ramp takes as long and reaches as far', () => {
  const ramp = rampStages(bounds, { shape: 'ramp', profile: 'standard' })
  const steps = rampStages(bounds, { shape: 'step', profile: 'standard' })
  assert.equal(seconds(steps), seconds(ramp))
  assert.equal(steps.at(-1)?.rate, ramp.at(-1)?.rate)
  assert.ok(steps.every(({ rate }, index) => index === 0 || rate >= (steps[index - 1]?.rate ?? 0)))
})

test('all rates are whole: k6 takes no others', () => {
  const stages = rampStages(
    { predicted: 333, target: 777, ceiling: 2599 },
    { shape: 'step', profile: 'standard' },
  )
  assert.ok(stages.every(({ rate }) => Number.isInteger(rate)))
})

test('stress rises slowly to the capacity and only then to the target', () => {
  const stages = stressStages({ capacity: 400, target: 1000 })
  assert.deepEqual(
    stages.map(({ rate }) => rate),
    [80, 400, 1000, 1000],
  )
  assert.equal(seconds(stages), 150)
})

test('a plateau reaches its rate within the two seconds that are not judged', () => {
  const stages = settlingPlateau(301, 12)
  assert.deepEqual(stages, [
    { seconds: 0, rate: 151 },
    { seconds: 2, rate: 301 },
    { seconds: 10, rate: 301 },
  ])
})

test('stress never asks for more than the target', () => {
  assert.equal(Math.max(...stressStages({ capacity: 2000, target: 1000 }).map(({ rate }) => rate)), 1000)
})

test('the original takes 17 minutes, its mixed test 27', () => {
  assert.equal(seconds(originalStages(1000, false)), 17 * 60)
  assert.equal(seconds(originalStages(1000, true)), 27 * 60)
})

test('virtual users are enough for arrivals within twice the latency limit and their jitter', () => {
  const stages = [{ seconds: 10, rate: 1000 }]
  assert.equal(virtualUsersFor(stages, { limitMs: 300, jitterMs: 100 }), 700)
  assert.equal(virtualUsersFor(stages, { limitMs: 1000, jitterMs: 100 }), 2100)
  assert.equal(virtualUsersFor(stages, { limitMs: 50, jitterMs: 100 }), 500)
  assert.equal(virtualUsersFor([{ seconds: 1, rate: 5 }], { limitMs: 300, jitterMs: 100 }), 20)
})
