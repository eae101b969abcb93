import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planFor } from '../../src/plan/plan-for.ts'

test('a budget overrides that of the profile', () => {
  assert.equal(planFor({ budgetSeconds: 3600 }).budgetSeconds, 3600)
})

test('a budget that is too short for one cell is refused, with what is enough', () => {
  assert.throws(
    () => planFor({ budgetSeconds: 60 }),
    /Cannot compare within 60 s: 104 s at least are required, .* Give a longer budget, such as 2m\./,
  )
  assert.equal(planFor({ budgetSeconds: 120 }).budgetSeconds, 120)
})

test('a hold takes as long as its cells need, unless a budget says otherwise', () => {
  const cell = { architectures: ['kafka'], workloads: ['mixed'] }
  const { budgetSeconds } = planFor({ ...cell, hold: { seconds: 600, rate: 400 } })
  assert.ok(budgetSeconds > 700 && budgetSeconds < 900, `${budgetSeconds}`)
  assert.throws(() => planFor({ ...cell, hold: { seconds: 600 }, budgetSeconds: 300 }), /ramp and soak/)
})

test('a hold that is too short to drift, or of no rate, is refused', () => {
  assert.throws(() => planFor({ hold: { seconds: 10 } }), /30 s to 6 h are required/)
  assert.throws(() => planFor({ hold: { seconds: 60, rate: 0 } }), /Cannot hold 0 requests a second/)
})
