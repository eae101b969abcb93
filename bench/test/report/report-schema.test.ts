import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { baseline, kafka, scale } from '@telemark/architecture'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { analyse } from '../../src/analysis/analyse.ts'
import { mixed } from '../../src/plan/workloads.ts'
import { json } from '../../src/report/json.ts'
import { reportSchema, reportSchemaId } from '../../src/report/report-schema.ts'
import { busy, cohortOf, generatorBusy, pass, probe, ramp, tooSlow, trialOf } from '../analysis/cohorts.ts'

const published = JSON.parse(await readFile(new URL('../../report.schema.json', import.meta.url), 'utf8'))
const valid = new Ajv2020({ allErrors: true }).compile(published)

/** `schema` as if nothing that it does not name were allowed. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]))
  return 'properties' in schema ? { ...inner, additionalProperties: false } : inner
}

const cohort = cohortOf({
  architectures: ['baseline', 'scale', 'kafka'],
  workloads: ['mixed'],
  targetRate: 500,
})
const report = json(
  analyse(cohort, [
    trialOf(baseline, mixed, {
      loads: [ramp(360), probe(340, pass), probe(362, tooSlow)],
      readings: busy('api', 0.99),
    }),
    trialOf(scale, mixed, { loads: [probe(600, generatorBusy)] }),
    trialOf(kafka, mixed, { loads: [ramp(900), ramp(700, { kind: 'stress' })] }),
  ]),
)

test('The published schema of report.json is the one of the code: `npm run report-schema` writes it', () => {
  assert.deepEqual(published, JSON.parse(JSON.stringify(reportSchema)))
})

test('A report says which schema describes it, and keeps it', () => {
  const value: unknown = JSON.parse(report)
  assert.equal((value as { $schema: string }).$schema, reportSchemaId)
  assert.ok(valid(value), JSON.stringify(valid.errors))
})

test('A report without a verdict, or with a rate that is a text, does not keep the schema', () => {
  const { verdict, ...withoutVerdict } = JSON.parse(report)
  assert.ok(verdict)
  assert.equal(valid(withoutVerdict), false)
  const broken = JSON.parse(report)
  broken.loads[0].rate = 'fast'
  assert.equal(valid(broken), false)
})

test('Every field of a report is described', () => {
  const { $id: _, ...rest } = published
  const knows = new Ajv2020({ allErrors: true }).compile(strict(rest) as object)
  assert.ok(knows(JSON.parse(report)), JSON.stringify(knows.errors?.slice(0, 5), undefined, 2))
})
