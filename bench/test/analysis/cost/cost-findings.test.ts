import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseline, kafka } from '@telemark/architecture'
import { defaultSizes } from '@telemark/deployment'
import { analyse } from '../../../src/analysis/analyse.ts'
import { awsItems, classVcpu, taskUsd } from '../../../src/analysis/cost/aws-sizes.ts'
import { prices } from '../../../src/analysis/cost/prices.ts'
import { mixed } from '../../../src/plan/workloads.ts'
import { busy, cohortOf, pass, probe, tooSlow, trialOf } from '../cohorts.ts'

test('Every price has a page, where it was read and a day', () => {
  for (const [name, { usd, page, readIn, asOf }] of Object.entries(prices)) {
    assert.ok(usd > 0, name)
    assert.match(page, /^https:\/\/aws\.amazon\.com\//, name)
    assert.ok(readIn.length > 10, name)
    assert.match(asOf, /^20\d\d-\d\d-\d\d$/, name)
  }
})

test('A task of 1 vCPU and 2 GB costs $36.04 a month; with 1 GB AWS sells none, and takes as much', () => {
  assert.equal(taskUsd({ vcpu: 1, memoryMiB: 2048 }).toFixed(2), '36.04')
  assert.equal(taskUsd({ vcpu: 1, memoryMiB: 1024 }).toFixed(2), '36.04')
})

test('Classes come in 2, 4, 8 … vCPU', () => {
  assert.deepEqual(
    [0.5, 1, 2, 3, 4, 5].map((vcpu) => classVcpu({ vcpu })),
    [2, 2, 2, 4, 4, 8],
  )
})

test('An architecture costs what it runs at its largest', () => {
  assert.deepEqual(
    awsItems(kafka, defaultSizes).map(({ service, monthlyUsd }) => `${service} ${monthlyUsd.toFixed(2)}`),
    ['ALB 16.43', 'Fargate 108.12', 'ElastiCache 115.34', 'MSK 301.84', 'Fargate 36.04', 'RDS 124.94'],
  )
})

const cohort = cohortOf({ architectures: ['baseline', 'kafka'], workloads: ['mixed'] })
const { cost } = analyse(cohort, [
  trialOf(baseline, mixed, {
    loads: [probe(400, pass), probe(440, tooSlow)],
    readings: [...busy('api', 1), ...busy('postgres', 0.25)],
  }),
  trialOf(kafka, mixed, { loads: [probe(1000, pass), probe(1100, tooSlow)] }),
])

test('A million requests cost the month by the requests of a month, and more at 60 % of the capacity', () => {
  const [cell] = cost.cells
  assert.equal(cell?.rate, 400)
  // 713.5 bytes a request: 1.03 GB an hour, as many capacity units.
  assert.equal(cell?.monthlyUsd.toFixed(2), '183.41')
  assert.equal(cell?.perMillionUsd.atCapacity.toFixed(4), (183.405 / (400 * 2.628)).toFixed(4))
  assert.ok((cell?.perMillionUsd.at60Percent ?? 0) > (cell?.perMillionUsd.atCapacity ?? 1))
  assert.equal(cell?.ratePerUsd.toFixed(3), (400 / 183.405).toFixed(3))
})

test('At the budget of the dearest the cheaper one runs more tasks, until its database is used up', () => {
  assert.equal(cost.budgetUsd.toFixed(2), '702.71')
  // $525 are left: 14 tasks more. The API would hold 6,000 requests a second; PostgreSQL is used up at four times as many.
  assert.deepEqual(cost.cells[0]?.atBudget, { apiTasks: 15, rate: 1600, by: 'postgres' })
})

test('Without readings nothing is said of another budget', () => {
  assert.equal(cost.cells[1]?.atBudget, undefined)
})
