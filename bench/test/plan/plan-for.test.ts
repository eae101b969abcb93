import assert from 'node:assert/strict'
import test from 'node:test'
import { planFor } from '../../src/plan/plan-for.ts'
import { sloOf } from '../../src/plan/slo-of.ts'
import { mixed, readHeavy } from '../../src/plan/workloads.ts'

test('without options all architectures meet all three workloads within half an hour', () => {
  const plan = planFor()
  assert.deepEqual(
    plan.architectures.map(({ name }) => name),
    ['baseline', 'scale', 'redis', 'kafka', 'batched'],
  )
  assert.deepEqual(
    plan.workloads.map(({ name }) => name),
    ['read-heavy', 'write-heavy', 'mixed'],
  )
  assert.deepEqual([plan.profile, plan.targetRate, plan.budgetSeconds], ['standard', 1000, 1800])
})

test('in a hurry only those meet that were asked for', () => {
  assert.deepEqual(
    planFor({ profile: 'smoke' }).architectures.map(({ name }) => name),
    ['baseline', 'scale', 'redis', 'kafka'],
  )
})

test('names choose, in the order given', () => {
  const plan = planFor({ architectures: ['kafka', 'baseline'], workloads: ['mixed'] })
  assert.deepEqual(
    plan.architectures.map(({ name }) => name),
    ['kafka', 'baseline'],
  )
})

test('an unknown name is refused with the known ones', () => {
  assert.throws(
    () => planFor({ architectures: ['mongo'] }),
    /Unknown architecture "mongo": give one or more of baseline, scale, redis, kafka, batched\./,
  )
  assert.throws(() => planFor({ workloads: ['heavy'] }), /read-heavy, write-heavy, mixed/)
  assert.throws(() => planFor({ profile: 'quick' }), /smoke, standard, full, original/)
  assert.throws(() => planFor({ architectures: [] }), RangeError)
})

test('a name that is given twice is refused, and said', () => {
  assert.throws(
    () => planFor({ architectures: ['kafka', 'baseline', 'kafka'] }),
    /Cannot plan kafka, baseline, kafka: every architecture is measured once, found kafka again\./,
  )
  assert.throws(() => planFor({ workloads: ['mixed', 'mixed'] }), RangeError)
})

test('a bad rate or mix is refused', () => {
  for (const targetRate of [0, -5, 1.5, Number.NaN, 1e9])
    assert.throws(() => planFor({ targetRate }), RangeError)
  assert.throws(() => planFor({ mix: { write: 0, latest: 0, fleet: 0 } }), RangeError)
  assert.throws(() => planFor({ mix: { write: -1, latest: 2, fleet: 0 } }), RangeError)
})

test('a mix is that of the mixed workload only', () => {
  const plan = planFor({ mix: { write: 9, latest: 1, fleet: 0 } })
  assert.deepEqual(
    plan.workloads.map(({ mix }) => mix.write),
    [0, 1, 9],
  )
})

test('a mix without the mixed workload is refused, because nothing would use it', () => {
  assert.throws(
    () => planFor({ workloads: ['write-heavy'], mix: { write: 7, latest: 2, fleet: 1 } }),
    /Cannot mix 7:3 in write-heavy: .* Add mixed to the workloads, or leave out the mix\./,
  )
})

test('the original judges its mixed test by p95, everything else by p99', () => {
  const original = planFor({ profile: 'original' })
  assert.equal(sloOf(original, mixed).latency.percentile, 95)
  assert.equal(sloOf(original, readHeavy).latency.percentile, 99)
  assert.equal(sloOf(planFor(), mixed).latency.percentile, 99)
})
