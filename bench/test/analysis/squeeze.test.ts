import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseline } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import { elasticityOf } from '../../src/analysis/squeeze.ts'
import type { Variant } from '../../src/plan/variant.ts'
import { mixed } from '../../src/plan/workloads.ts'
import { terminalReport } from '../../src/report/terminal.ts'
import { armOf } from './arms.ts'
import { busy, cohortOf, pass, probe, tooSlow, trialOf } from './cohorts.ts'

const cut = { component: 'api', resource: 'CPU', left: 0.8 } as const

test('a capacity that falls as much as the resource has an elasticity of 1', () => {
  const { ratio, elasticity, moves } = elasticityOf(
    cut,
    { held: 400, failed: 420 },
    { held: 500, failed: 525 },
  )
  assert.ok(Math.abs((ratio?.value ?? 0) - 0.8) < 1e-9)
  assert.ok(Math.abs((elasticity?.value ?? 0) - 1) < 1e-9)
  assert.ok((elasticity?.from ?? 2) < 1 && (elasticity?.to ?? 0) > 1)
  assert.equal(moves, true)
})

test('a capacity that stays has one of 0, and moves by less than the interval', () => {
  const { elasticity, moves } = elasticityOf(cut, { held: 500, failed: 525 }, { held: 500, failed: 525 })
  assert.ok(Math.abs(elasticity?.value ?? 1) < 1e-9)
  assert.equal(moves, false)
})

test('a bound decides where it is enough, and otherwise nothing is said', () => {
  assert.equal(elasticityOf(cut, { failed: 450 }, { held: 500, failed: 525 }).moves, true)
  assert.equal(elasticityOf(cut, { held: 530 }, { held: 500, failed: 525 }).moves, false)
  assert.equal(elasticityOf(cut, { held: 450 }, { held: 500, failed: 525 }).moves, undefined)
  assert.equal(elasticityOf(cut, { held: 450 }, { held: 500 }).elasticity, undefined)
})

const cohort = cohortOf({ architectures: ['baseline'], workloads: ['mixed'] })
const ordinary = trialOf(baseline, mixed, {
  loads: [probe(340, pass), probe(362, tooSlow)],
  readings: busy('api', 0.99),
})

function squeezed(variant: Partial<Variant>, held: number, failed: number) {
  return armOf(baseline, mixed, {
    variant: { name: 'squeeze', experiment: 'squeeze', ...variant },
    loads: [probe(held, pass), probe(failed, tooSlow)],
  })
}

const unsqueezed = [
  squeezed({ name: 'unsqueezed-1' }, 330, 350),
  squeezed({ name: 'unsqueezed-2' }, 335, 352),
]

test('the bottleneck that the readings named is confirmed where its cut moves the capacity', () => {
  const findings = analyse(cohort, [
    ordinary,
    ...unsqueezed,
    squeezed({ name: 'squeeze-api', cpuShares: { api: 0.8 } }, 265, 280),
    squeezed({ name: 'squeeze-postgres', cpuShares: { postgres: 0.8 } }, 332, 349),
    squeezed({ name: 'squeeze-connections', tuning: { databasePoolSize: 8 } }, 330, 349),
  ])
  const [squeeze] = findings.experiments?.squeezes ?? []
  assert.deepEqual(squeeze?.unsqueezed, { held: 330, failed: 352 })
  assert.equal(squeeze?.bottleneckStanding, 'confirmed')
  assert.deepEqual(
    squeeze?.elasticities.map(({ component, resource, moves }) => [component, resource, moves]),
    [
      ['api', 'CPU', true],
      ['postgres', 'CPU', false],
      ['postgres', 'connections', false],
    ],
  )
  assert.equal(findings.dollarOptimal?.[0]?.buyNext?.component, 'api')
  const text = terminalReport(findings)
  assert.match(
    text,
    /baseline: the bottleneck API CPU is confirmed: with 80 % of it the capacity moved by -20 %/,
  )
  assert.match(text, /API CPU to 80 %/)
})

test('one that does not move it is not confirmed, and what moves it instead is told', () => {
  const findings = analyse(cohort, [
    ordinary,
    ...unsqueezed,
    squeezed({ name: 'squeeze-api', cpuShares: { api: 0.8 } }, 332, 349),
    squeezed({ name: 'squeeze-postgres', cpuShares: { postgres: 0.8 } }, 265, 280),
  ])
  assert.equal(findings.experiments?.squeezes[0]?.bottleneckStanding, 'notConfirmed')
  const text = terminalReport(findings)
  assert.match(text, /not confirmed/)
  assert.match(text, /moves the capacity, not named/)
})

test('squeezed trials tell nothing of the capacity', () => {
  const [cell] = analyse(cohort, [
    ordinary,
    squeezed({ name: 'squeeze-api', cpuShares: { api: 0.8 } }, 500, 510),
  ]).workloads.flatMap(({ cells }) => cells)
  assert.deepEqual(
    cell?.capacity?.kind === 'bracket' && [cell.capacity.highestPass, cell.capacity.lowestFail],
    [340, 362],
  )
})

test('what is on trial changes nothing of what is said without it, and every load of it is listed as an arm', () => {
  const ramp = { ...probe(300, pass), kind: 'ramp', heldRate: 300 } as const
  const plain = [ordinary, { ...trialOf(baseline, mixed, { loads: [ramp] }), number: 2, block: 2 }]
  const soak = { ...probe(240, pass), kind: 'soak' } as const
  const stress = { ...probe(900, pass), kind: 'stress' } as const
  const onTrial = [
    ...unsqueezed,
    squeezed({ name: 'squeeze-api', cpuShares: { api: 0.8 } }, 265, 280),
    armOf(baseline, mixed, {
      variant: { name: 'checkpoint', experiment: 'checkpoint', checkpoint: true },
      loads: [soak],
    }),
    armOf(baseline, mixed, {
      variant: { name: 'uncompressed', experiment: 'uncompressed', compression: 1 },
      loads: [stress, ramp],
      block: 2,
    }),
  ].map((trial, index) => ({ ...trial, number: 3 + index, readings: busy('postgres', 0.99) }))
  const { experiments, dollarOptimal, loads, warnings, ...findings } = analyse(cohort, [...plain, ...onTrial])
  const { loads: plainLoads, warnings: plainWarnings, ...without } = analyse(cohort, plain)
  assert.deepEqual(findings, without)
  assert.deepEqual(warnings, plainWarnings)
  assert.ok(experiments && dollarOptimal)
  const arms = loads.filter(({ standing }) => standing === 'arm')
  assert.equal(arms.length, onTrial.flatMap((trial) => trial.loads).length)
  assert.equal(loads.length, plainLoads.length + arms.length)
})

test('an arm that was cut off says nothing', () => {
  const half = {
    ...squeezed({ name: 'squeeze-api', cpuShares: { api: 0.8 } }, 100, 110),
    interrupted: true,
  } as const
  const [squeeze] = analyse(cohort, [ordinary, ...unsqueezed, half]).experiments?.squeezes ?? []
  assert.deepEqual(squeeze?.elasticities, [])
})
