import assert from 'node:assert/strict'
import test from 'node:test'
import { baseline, kafka } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import { freshnessFindings } from '../../src/analysis/freshness.ts'
import { defaultSlo } from '../../src/plan/slo.ts'
import { mixed } from '../../src/plan/workloads.ts'
import type { LoadRecord } from '../../src/record/record.ts'
import { markdown } from '../../src/report/markdown.ts'
import { busy, cohortOf, pass, probe, ramp, tooSlow, trialOf } from './cohorts.ts'

const within = (asked: number, fresh: number, delayMs = 1000) => ({ freshness: [{ delayMs, asked, fresh }] })

/** What `loads` of one cell say together. */
function found(...loads: readonly LoadRecord[]) {
  const trial = trialOf(kafka, mixed, { loads })
  return freshnessFindings(
    loads.map((load) => ({ trial, load })),
    defaultSlo.freshness,
  )
}

test('canaries of the loads that held are pooled; those beyond the capacity promise nothing', () => {
  const freshness = found(
    probe(300, pass, within(60, 60)),
    probe(400, pass, within(60, 59)),
    probe(900, tooSlow, within(60, 0)),
    ramp(350, within(20, 20)),
  )
  assert.deepEqual(
    freshness?.delays.map(({ delayMs, asked, fresh }) => [delayMs, asked, fresh]),
    [[1000, 140, 139]],
  )
})

test('299 fresh reads prove the limit, fewer leave it open', () => {
  assert.equal(found(probe(300, pass, within(299, 299)))?.kept, 'yes')
  const few = found(probe(300, pass, within(150, 150)))
  assert.equal(few?.kept, 'unknown')
  assert.equal(few?.delays[0]?.atLeast.toFixed(3), '0.980')
})

test('the limit is broken where enough reads miss it, or fewer prove that they do', () => {
  assert.equal(found(probe(300, pass, within(299, 295)))?.kept, 'no')
  assert.equal(found(probe(300, pass, within(298, 294)))?.kept, 'unknown')
  assert.equal(found(probe(300, pass, within(20, 0)))?.kept, 'no')
})

test('only reads at the limit are judged', () => {
  assert.equal(found(probe(300, pass, within(400, 10, 100)))?.kept, 'unknown')
})

test('without canaries nothing is said of freshness', () => {
  assert.equal(found(probe(300, pass)), undefined)
  assert.equal(freshnessFindings([], defaultSlo.freshness), undefined)
})

test('a cell whose reads are too old does not hold its target, and is marked wherever it stands', () => {
  const plan = { architectures: ['baseline', 'kafka'], workloads: ['mixed'], targetRate: 500 } as const
  const findings = analyse(cohortOf(plan), [
    trialOf(baseline, mixed, { loads: [probe(340, pass, within(299, 299)), probe(362, tooSlow)] }),
    {
      ...trialOf(kafka, mixed, { loads: [probe(900, pass, within(299, 100)), probe(950, tooSlow)] }),
      number: 2,
    },
  ])
  const cell = findings.workloads[0]?.cells.find(({ architecture }) => architecture === 'kafka')
  assert.equal(cell?.holdsTarget, 'no')
  const text = markdown(findings)
  assert.match(text, /\| kafka \? \| no \| 900-950 /)
  assert.match(text, /kafka under mixed: reads did not show what was acknowledged in time/)
  assert.match(text, /\| mixed \| kafka \? \| 33 % \| 299 \| 29 % \| no \|/)
  assert.doesNotMatch(text, /baseline [!?]/)
})

test('CPU a request counts the requests of canaries', () => {
  const costOf = (load: LoadRecord) => {
    const trial = trialOf(baseline, mixed, { loads: [load], readings: busy('api', 0.5) })
    const [cell] =
      analyse(cohortOf({ architectures: ['baseline'], workloads: ['mixed'] }), [trial]).workloads[0]?.cells ??
      []
    return cell?.demand?.cpuMsPerRequest.api
  }
  assert.equal(costOf(probe(80, pass))?.toFixed(2), '6.25')
  assert.equal(costOf(probe(80, pass, within(10, 10)))?.toFixed(2), '5.00')
})
