import assert from 'node:assert/strict'
import test from 'node:test'
import { obstacles } from '../../src/diff/comparability.ts'
import type { PlanOptions } from '../../src/plan/plan-for.ts'
import { sayObstacles } from '../../src/report/diff-report.ts'
import { cohortOf } from '../analysis/cohorts.ts'

const cohort = { ...cohortOf({ seed: 1 }), hashes: { k6: 'a', service: 'a' } }

test('the same conditions may be compared, whatever the commit and the code of the service', () => {
  const after = { ...cohort, commit: 'other', dirty: false, startedAt: 9, hashes: { k6: 'a', service: 'b' } }
  assert.deepEqual(obstacles(cohort, after), [])
})

const changes: readonly (readonly [what: string, options: PlanOptions])[] = [
  ['seed', { seed: 2 }],
  ['target', { targetRate: 500 }],
  ['profile', { profile: 'smoke' }],
  ['workloads', { workloads: ['mixed'] }],
  ['workloads', { mix: { write: 7, latest: 3, fleet: 0 } }],
  ['shape', { shape: 'step' }],
]

for (const [what, options] of changes)
  test(`another ${what} (${JSON.stringify(options)}) is an obstacle`, () => {
    const { plan } = cohortOf({ seed: 1, ...options })
    assert.ok(obstacles(cohort, { ...cohort, plan }).some((obstacle) => obstacle.what === what))
  })

test('another machine, kernel, size of a vCPU or script of the bench is an obstacle', () => {
  const { machine, sizing } = cohort
  const whats = [
    { ...cohort, machine: { ...machine, cores: 4 } },
    { ...cohort, machine: { ...machine, facts: { kernel: '6.1' } } },
    { ...cohort, sizing: { ...sizing, coresPerVcpu: 0.2 } },
    { ...cohort, hashes: { k6: 'b', service: 'a' } },
  ].map((after) => obstacles(cohort, after).map(({ what }) => what))
  assert.deepEqual(whats, [['cores'], ['kernel'], ['size of a vCPU'], ['k6 script']])
})

test('an SLO that asks for other freshness, or for none, is an obstacle', () => {
  const { freshness: _, ...slo } = cohort.plan.slo
  const older = { ...cohort, plan: { ...cohort.plan, slo } }
  assert.deepEqual(
    obstacles(older, cohort).map(({ what }) => what),
    ['SLO'],
  )
})

test('a refusal says what differs and what to do about it', () => {
  const after = { ...cohort, plan: { ...cohort.plan, seed: 2 } }
  assert.match(
    sayObstacles(obstacles(cohort, after)),
    /seed: 1 before, 2 after\. Run both with the same --seed\./,
  )
})
