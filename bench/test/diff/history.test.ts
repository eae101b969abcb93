import assert from 'node:assert/strict'
import test from 'node:test'
import { baseline } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import { type DatedRun, history } from '../../src/diff/history.ts'
import { mixed } from '../../src/plan/workloads.ts'
import { historyText } from '../../src/report/history-report.ts'
import { cohortOf, pass, probe, tooSlow, trialOf } from '../analysis/cohorts.ts'

function run(startedAt: number, held: number, seed = 1): DatedRun {
  const cohort = {
    ...cohortOf({ architectures: ['baseline', 'redis'], workloads: ['mixed'], seed }),
    startedAt,
  }
  const loads = [probe(held, pass), probe(held + 20, tooSlow)]
  return { name: `run-${startedAt}`, findings: analyse(cohort, [trialOf(baseline, mixed, { loads })]) }
}

test('runs that may be compared with the newest come first, oldest first among themselves', () => {
  const { groups } = history([run(3, 420), run(1, 400), run(2, 300, 2)], [])
  assert.deepEqual(
    groups.map(({ runs }) => runs.map(({ name }) => name)),
    [['run-1', 'run-3'], ['run-2']],
  )
  assert.deepEqual(
    groups.map(({ obstacles }) => obstacles.map(({ what }) => what)),
    [[], ['seed']],
  )
})

test('each workload is a table of runs with a trend, and what cannot be read is listed with its reason', () => {
  const text = historyText(
    history([run(1, 400), run(2, 600), run(3, 500)], [{ name: 'old', because: 'version 1' }]),
  )
  assert.match(text, /3 runs comparable with the newest/)
  assert.match(text, /run-1 +unknown\+ +400-420\n/)
  assert.match(text, /trend +▁█▅\n/)
  assert.match(text, /Not readable\n {2}old: version 1\n/)
})

test('without any run there is nothing to show', () => {
  assert.equal(historyText(history([], [])), 'No comparison yet.\n')
})
