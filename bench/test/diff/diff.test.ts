import assert from 'node:assert/strict'
import test from 'node:test'
import { baseline, kafka, redis, scale } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import type { ChangeVerdict } from '../../src/diff/change.ts'
import { type Diff, diff, type Run } from '../../src/diff/diff.ts'
import { mixed } from '../../src/plan/workloads.ts'
import type { LoadRecord } from '../../src/record/record.ts'
import { diffMarkdown, diffText } from '../../src/report/diff-report.ts'
import { answers, busy, cohortOf, pass, probe, tooSlow, trialOf } from '../analysis/cohorts.ts'

const cohort = cohortOf({ architectures: ['baseline', 'redis'], workloads: ['mixed'] })

/** `baseline` as its loads say, beside a `redis` that never changes. */
function run(loads: readonly LoadRecord[], cpuShare = 0.5): Run {
  const trials = [
    trialOf(baseline, mixed, { loads, readings: busy('api', cpuShare) }),
    { ...trialOf(redis, mixed, { loads: [probe(900, pass), probe(940, tooSlow)] }), number: 2 },
  ]
  return { findings: analyse(cohort, trials), trials }
}

function bracket(held: number, failed: number, more: Partial<LoadRecord> = {}): readonly LoadRecord[] {
  return [probe(held, pass, more), probe(failed, tooSlow)]
}

function verdictsOf({ cells }: Diff, architecture = 'baseline'): Readonly<Record<string, ChangeVerdict>> {
  const changes = cells.find((cell) => cell.architecture === architecture)?.changes ?? []
  return Object.fromEntries(changes.map(({ quantity, verdict }) => [quantity, verdict]))
}

test('the same comparison twice shows no change at all', () => {
  const found = diff(run(bracket(400, 420)), run(bracket(400, 420)))
  assert.equal(found.regressed, false)
  assert.deepEqual(new Set(Object.values(verdictsOf(found))), new Set(['same']))
})

test('a capacity is worse where the whole bracket lies beyond the whole of the other by more than what counts', () => {
  const before = run(bracket(400, 420))
  assert.equal(verdictsOf(diff(before, run(bracket(360, 370)))).capacity, 'worse')
  assert.equal(verdictsOf(diff(before, run(bracket(360, 390)))).capacity, 'undecided')
  assert.equal(verdictsOf(diff(before, run(bracket(395, 410)))).capacity, 'same')
  assert.equal(verdictsOf(diff(run(bracket(360, 370)), before)).capacity, 'better')
})

test('--fail-on lets a larger change pass, and never less than the noise', () => {
  const [before, after] = [run(bracket(400, 420)), run(bracket(360, 370))]
  assert.equal(diff(before, after, { failOn: 0.1 }).regressed, false)
  assert.equal(diff(before, after, { failOn: 0.01 }).thresholds.capacity, 0.05)
})

test('a bound says what it can: what was not bracketed above may have stayed as it was', () => {
  const before = run([probe(400, pass)])
  assert.equal(verdictsOf(diff(before, run(bracket(360, 370)))).capacity, 'worse')
  assert.equal(verdictsOf(diff(before, run(bracket(500, 520)))).capacity, 'undecided')
})

test('twins, which do the same, say how much noise there is: a difference within it is none', () => {
  const twins = cohortOf({ architectures: ['scale', 'redis'], workloads: ['mixed'] })
  const of = (held: number, failed: number): Run => {
    const trials = [
      trialOf(scale, mixed, { loads: bracket(400, 420) }),
      trialOf({ ...scale, name: 'again' }, mixed, { loads: bracket(held, failed) }),
    ]
    const plan = { ...twins.plan, architectures: [scale, { ...scale, name: 'again' }] }
    return { findings: analyse({ ...twins, plan }, trials), trials }
  }
  const found = diff(of(500, 520), of(455, 460))
  assert.ok(found.thresholds.capacity > 0.18)
  assert.equal(verdictsOf(found, 'again').capacity, 'same')
})

test('p99 is compared at a rate that both held, and half as much again is a change', () => {
  const slower = (p99Ms: number) => ({
    endpoints: [answers('write', 2000, p99Ms), answers('latest', 2000, 10)],
  })
  const at = (rate: number, p99Ms: number) => run(bracket(rate, rate * 1.05, slower(p99Ms)))
  assert.equal(verdictsOf(diff(at(400, 100), at(400, 140)))['p99 at a rate of both'], 'same')
  assert.equal(verdictsOf(diff(at(400, 100), at(400, 160)))['p99 at a rate of both'], 'worse')
  assert.equal(verdictsOf(diff(at(400, 100), at(600, 160)))['p99 at a rate of both'], undefined)
})

test('CPU that a request costs is worse where it rises', () => {
  const found = diff(run(bracket(400, 420), 0.5), run(bracket(400, 420), 0.6))
  assert.equal(verdictsOf(found)['CPU a request'], 'worse')
})

test('freshness is worse where fewer canaries were fresh than chance explains', () => {
  const fresh = (fresh: number) =>
    run(bracket(400, 420, { freshness: [{ delayMs: 1000, asked: 400, fresh }] }))
  assert.equal(verdictsOf(diff(fresh(400), fresh(398))).freshness, 'same')
  assert.equal(verdictsOf(diff(fresh(400), fresh(380))).freshness, 'worse')
})

test('one acknowledged event that is lost is a regression', () => {
  const audit = { acknowledged: 1000, stored: 999, lost: 1, duplicated: 0, phantom: 0, uncertain: 0 }
  const found = diff(run(bracket(400, 420)), run(bracket(400, 420, { audit })))
  assert.equal(verdictsOf(found)['lost events'], 'worse')
  assert.equal(found.regressed, true)
})

test('winners that changed are named, and so is what only one comparison has', () => {
  const found = diff(run(bracket(400, 420)), run(bracket(1200, 1250)))
  assert.deepEqual(found.winners, [{ of: 'mixed', before: 'redis', after: 'baseline' }])
  const alone = { ...run(bracket(400, 420)) }
  const withKafka = cohortOf({ architectures: ['baseline', 'redis', 'kafka'], workloads: ['mixed'] })
  const trials = [...alone.trials, trialOf(kafka, mixed, { loads: bracket(900, 940) })].map((trial) => ({
    ...trial,
    readings: [],
  }))
  assert.deepEqual(diff(alone, { findings: analyse(withKafka, trials), trials }).unmatched, [
    'after: kafka, mixed',
  ])
})

test('a comment shows what changed first, and all of it folded away', () => {
  const found = diff(run(bracket(400, 420)), run(bracket(360, 370)))
  const comment = diffMarkdown(found)
  assert.match(
    comment,
    /^## Telemark: a regression\n\n- Worse: mixed, baseline: capacity 400-420 -> 360-370\./,
  )
  assert.match(comment, /\| mixed \| baseline \| capacity \| WORSE \| 400-420 \| 360-370 \| -11 % \|/)
  assert.match(comment, /<details><summary>Every figure<\/summary>/)
  assert.match(diffText(found), /2 figures got worse beyond the noise\.\n$/)
})
