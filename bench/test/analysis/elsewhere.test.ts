import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Architecture, baseline, redis } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import { readHeavy } from '../../src/plan/workloads.ts'
import { markdown } from '../../src/report/index.ts'
import { cohortOf, pass, probe, tooSlow, trialOf } from './cohorts.ts'

const because = 'what each may use is not known'
const at = (architecture: Architecture, name: string): Architecture => ({
  ...architecture,
  name,
  standsAt: `https://${name}.example.com/`,
})

/** Two services that say they are the same architecture, and hold 300 and 900 requests a second. */
function measured(comparable: boolean, architecture: Architecture = baseline) {
  const architectures = [at(architecture, 'baseline'), at(architecture, 'other')]
  const planned = cohortOf({ elsewhere: { architectures, comparable }, workloads: ['read-heavy'] })
  const cohort = {
    ...planned,
    machine: { ...planned.machine, serverCores: 0, envelopes: { kind: 'none', because } as const },
    sizing: { ...planned.sizing, coresPerVcpu: 0 },
  }
  const trials = architectures.map((each, index) => {
    const [held, failed] = index === 0 ? ([300, 320] as const) : ([900, 950] as const)
    return trialOf(each, readHeavy, { loads: [probe(held, pass), probe(failed, tooSlow)] })
  })
  return analyse(cohort, trials)
}

test('What stands elsewhere has a capacity of its own each, and is not ranked', () => {
  const { workloads, verdict, claims } = measured(false)
  assert.deepEqual(
    workloads[0]?.cells.map(({ capacity }) => capacity?.kind === 'bracket' && capacity.highestPass),
    [300, 900],
  )
  assert.deepEqual(verdict.workloads[0]?.ruling, { kind: 'withheld', reason: because })
  assert.deepEqual(claims, [])
})

test('Where somebody says that they are comparable they are ranked, and the report says who said so', () => {
  const findings = measured(true)
  const ruling = findings.verdict.workloads[0]?.ruling
  assert.equal(ruling?.kind === 'winner' && ruling.best, 'other')
  assert.match(markdown(findings), /ranked, because they were called comparable/)
})

test('Two places are no twins, whatever they say of themselves: their difference is no noise', () => {
  assert.equal(measured(true, redis).verdict.noise.twins, undefined)
})

test('None of them stands below the line, whatever its name', () => {
  for (const { rival } of measured(false).workloads[0]?.cells ?? []) assert.equal(rival, false)
})

test('The report names the targets, their URLs and the command, and no sizes that nobody gave them', () => {
  const text = markdown(measured(false))
  assert.match(text, /--url baseline=https:\/\/baseline\.example\.com\/ --url other=/)
  assert.match(text, /Target: other at https:\/\/other\.example\.com\//)
  assert.match(text, /not ranked: each capacity holds by itself/)
  assert.doesNotMatch(text, /Sizes:|1 vCPU =/)
})

test('What it costs is not known either: no dollars, and nothing to size it with', () => {
  const findings = measured(true)
  assert.doesNotMatch(markdown(findings), /\$\d|Cost:/)
  assert.deepEqual(findings.cost.architectures, [])
  assert.deepEqual(findings.sizeModels.models, [])
})
