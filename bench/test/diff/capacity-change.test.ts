import assert from 'node:assert/strict'
import test from 'node:test'
import { baseline, redis } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import type { Change } from '../../src/diff/change.ts'
import { diff, type Run } from '../../src/diff/diff.ts'
import { mixed } from '../../src/plan/workloads.ts'
import { diffText } from '../../src/report/diff-report.ts'
import { cohortOf, pass, probe, tooSlow, trialOf } from '../analysis/cohorts.ts'

const cohort = cohortOf({ architectures: ['baseline', 'redis'], workloads: ['mixed'] })

/** Brackets of 4 % around the capacities of `baseline`, a block each, beside a `redis` that varies little. */
function run(capacities: readonly number[]): Run {
  const trials = capacities.flatMap((capacity, index) =>
    (
      [
        [baseline, capacity],
        [redis, 900 + index],
      ] as const
    ).map(([architecture, middle], place) => ({
      ...trialOf(architecture, mixed, {
        loads: [probe(Math.round(middle / 1.02), pass), probe(Math.round(middle * 1.02), tooSlow)],
      }),
      block: index + 1,
      number: index * 2 + place + 1,
    })),
  )
  return { findings: analyse(cohort, trials), trials }
}

function changeOf(before: Run, after: Run, quantity: Change['quantity']): Change | undefined {
  const cell = diff(before, after).cells.find(({ architecture }) => architecture === 'baseline')
  return cell?.changes.find((change) => change.quantity === quantity)
}

test('capacities of several blocks are compared by their intervals: what varies from block to block is no change', () => {
  const [before, after] = [run([400, 440, 480]), run([360, 400, 430])]
  const change = changeOf(before, after, 'capacity')
  assert.deepEqual([change?.before.kind, change?.after.kind], ['interval', 'interval'])
  assert.equal(change?.verdict, 'undecided')
  assert.equal(changeOf(before, run([200, 201, 202]), 'capacity')?.verdict, 'worse')
  assert.match(diffText(diff(before, after)), /capacity +undecided +\d+-\d+ \(95 %, 3 blocks\)/)
})

test('where one of the runs has a single block both are compared by their brackets', () => {
  const change = changeOf(run([400, 401, 402]), run([300]), 'capacity')
  assert.deepEqual([change?.before.kind, change?.after.kind], ['capacity', 'capacity'])
  assert.equal(change?.verdict, 'worse')
})

test('dollars a million requests rise where the capacity falls, from one end of its bracket to the other', () => {
  const change = changeOf(run([400]), run([300]), 'dollars a million requests')
  assert.equal(change?.verdict, 'worse')
  assert.ok(change?.share !== undefined && change.share > 0.3 && change.share < 1 / 3, `${change?.share}`)
  assert.equal(changeOf(run([300]), run([400]), 'dollars a million requests')?.verdict, 'better')
  assert.equal(changeOf(run([400]), run([404]), 'dollars a million requests')?.verdict, 'same')
})

test('the dearer end of the dollars is the figure of the report, at the rate that was held', () => {
  const before = run([400])
  const change = changeOf(before, before, 'dollars a million requests')
  const [cost] = before.findings.cost.cells
  assert.ok(change?.after.kind === 'dollars' && change.after.held !== undefined)
  assert.ok(Math.abs((change.after.failed ?? 0) - (cost?.perMillionUsd.atCapacity ?? 0)) < 1e-12)
  assert.ok(change.after.held < (change.after.failed ?? 0))
})

test('loads under other conditions are no part of what is compared', () => {
  const [before, after] = [run([400]), run([600])]
  const [trial] = after.trials
  assert.ok(trial)
  const variant = { name: 'squeezed', experiment: 'squeeze' as const }
  const other = { ...trial, loads: [probe(392, pass)] }
  const withOther = (more: Partial<typeof trial>) => ({
    ...after,
    trials: [...after.trials, { ...other, ...more }],
  })
  assert.ok(changeOf(before, withOther({}), 'p99 at a rate of both'), 'it would be compared')
  assert.equal(changeOf(before, withOther({ variant }), 'p99 at a rate of both'), undefined)
})
