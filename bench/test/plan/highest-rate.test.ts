import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseline } from '@telemark/architecture'
import { highestRate } from '../../src/plan/highest-rate.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { searchingRampStages, secondsOf } from '../../src/plan/stages.ts'
import { cohortRecord } from '../record/records.ts'

const elsewhere = { ...baseline, name: 'staging', standsAt: 'https://telemetry.example.com/' }

test('What stands here is pressed as hard as the generator can, what stands elsewhere no harder than it should hold', () => {
  const plan = planFor({ targetRate: 300 })
  const { sizing } = cohortRecord
  assert.equal(highestRate(baseline, { plan, sizing }), sizing.generatorCeiling)
  assert.equal(highestRate(elsewhere, { plan, sizing }), 300)
  const weak = { ...sizing, generatorCeiling: 200 }
  assert.equal(highestRate(elsewhere, { plan, sizing: weak }), 200)
})

test('A ramp that seeks an unknown capacity begins gently, never exceeds its end, and holds it', () => {
  for (const shape of ['ramp', 'step'] as const) {
    const stages = searchingRampStages(1000, { shape, profile: 'smoke' })
    const rates = stages.map(({ rate }) => rate)
    assert.ok((rates[0] ?? 0) <= 150, `${rates}`)
    assert.equal(Math.max(...rates), 1000)
    assert.deepEqual(
      rates,
      rates.toSorted((a, b) => a - b),
    )
    assert.ok(secondsOf(stages) >= 14, `${secondsOf(stages)} s`)
  }
})
