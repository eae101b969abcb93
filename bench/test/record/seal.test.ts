import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalJson } from '../../src/record/canonical-json.ts'
import type { CohortRecord } from '../../src/record/record.ts'
import { checkSeal, sealed, sealOf } from '../../src/record/seal.ts'
import { cohortRecord } from './records.ts'

const cohort = sealed({
  ...cohortRecord,
  sizing: { ...cohortRecord.sizing, predicted: { kafka: { mixed: 900 } } },
  sealed: {
    stoppingRules: { latenessP99Ms: 5 },
    tuning: { 'kafka: linger, ms': '5' },
    schedule: ['ramps: kafka: ramp mixed'],
    code: 'abc',
  },
})

test('canonical JSON does not depend on the order of names, and leaves out what is undefined', () => {
  const text = '{"a":[1,{"c":null,"d":"é\\n"}],"b":true}'
  assert.equal(canonicalJson({ b: true, a: [1, { d: 'é\n', c: null }] }), text)
  assert.equal(canonicalJson({ a: [1, { c: null, d: 'é\n', e: undefined }], b: true }), text)
})

test('a seal is that of the record as it is read back, in whatever order its fields are', () => {
  const read: CohortRecord = JSON.parse(JSON.stringify(cohort))
  const reordered = Object.fromEntries(Object.entries(read).toReversed()) as unknown as CohortRecord
  assert.equal(checkSeal(read), 'intact')
  assert.equal(sealOf(reordered), cohort.seal)
})

test('without a seal there is nothing to break', () => {
  assert.equal(checkSeal(cohortRecord), 'unsealed')
})

/** Each of what the seal is there for, changed afterwards. */
const changes: Readonly<Record<string, Partial<CohortRecord>>> = {
  SLO: { plan: { ...cohort.plan, slo: { ...cohort.plan.slo, failureRate: 0.02 } } },
  seed: { plan: { ...cohort.plan, seed: 2 } },
  budget: { plan: { ...cohort.plan, budgetSeconds: 3600 } },
  predictions: { sizing: { ...cohort.sizing, predicted: { kafka: { mixed: 901 } } } },
  ...(cohort.sealed && {
    'stopping rules': { sealed: { ...cohort.sealed, stoppingRules: { latenessP99Ms: 50 } } },
    tuning: { sealed: { ...cohort.sealed, tuning: { 'kafka: linger, ms': '50' } } },
    schedule: { sealed: { ...cohort.sealed, schedule: [] } },
  }),
  'the code': { hashes: { service: 'other' } },
}

for (const [what, change] of Object.entries(changes))
  test(`${what} cannot be changed afterwards unseen`, () => {
    assert.equal(checkSeal({ ...cohort, ...change }), 'broken')
  })
