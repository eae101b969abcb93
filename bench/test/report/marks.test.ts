import assert from 'node:assert/strict'
import test from 'node:test'
import { baseline, redis } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import { mixed } from '../../src/plan/workloads.ts'
import type { Audit } from '../../src/record/record.ts'
import { markdown } from '../../src/report/markdown.ts'
import { cohortOf, pass, probe, tooSlow, trialOf } from '../analysis/cohorts.ts'

const kept: Audit = {
  acknowledged: 1000,
  stored: 1000,
  lost: 0,
  duplicated: 0,
  phantom: 0,
  uncertain: 0,
  corrupted: 0,
  unverified: 0,
}

/** The report of a comparison in which the audit of redis found `changes`. */
function reportOf(changes: Partial<Audit>): string {
  const loads = [probe(900, pass, { audit: { ...kept, ...changes } }), probe(950, tooSlow)]
  const cohort = cohortOf({ architectures: ['baseline', 'redis'], workloads: ['mixed'] })
  return markdown(
    analyse(cohort, [
      trialOf(baseline, mixed, { loads: [probe(340, pass), probe(362, tooSlow)] }),
      { ...trialOf(redis, mixed, { loads }), number: 2 },
    ]),
  )
}

const reasons = {
  lost: 'lost acknowledged events',
  duplicated: 'stored events twice',
  corrupted: 'stored other values than were sent',
}

for (const found of ['lost', 'duplicated', 'corrupted'] as const)
  test(`a cell in whose audit something is ${found} is marked wherever its figures stand, and cannot win`, () => {
    const text = reportOf({ [found]: 1 })
    const rows = text.split('\n').filter((line) => line.startsWith('|') && /\bredis\b/.test(line))
    const unmarked = rows.filter((row) => !row.includes('redis !') && !/\| (probe|ramp) \|/.test(row))
    assert.ok(rows.length > 4)
    assert.deepEqual(unmarked, [])
    assert.match(text, /! redis under mixed: of 2,000 acknowledged events/)
    assert.ok(text.includes(`mixed: redis ${reasons[found]} and cannot win.`))
    assert.doesNotMatch(text, /redis is best/)
  })

test('where everything was kept nothing is marked', () => {
  assert.doesNotMatch(reportOf({}), /redis !/)
})
