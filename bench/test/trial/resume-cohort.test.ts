import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import type { Platform } from '@telemark/deployment'
import { lastRun } from '../../src/record/last-run.ts'
import type { CohortRecord, EndRecord } from '../../src/record/record.ts'
import { sealed } from '../../src/record/seal.ts'
import { elapsedOf, resumeCohort } from '../../src/trial/resume-cohort.ts'
import { provenanceOf } from '../../src/trial/run-cohort.ts'
import { codeOfBench } from '../../src/trial/sealed-plan.ts'
import { cohortRecord, trialRecord } from '../record/records.ts'

const platform: Platform = {
  machine: async () => cohortRecord.machine,
  start: () => assert.fail('nothing may be started'),
}

async function measuredHere(): Promise<CohortRecord> {
  const own = { stoppingRules: {}, tuning: {}, schedule: [], code: await codeOfBench() }
  return sealed({ ...cohortRecord, ...(await provenanceOf({})), sealed: own })
}

async function resumed(
  t: TestContext,
  cohort: CohortRecord,
  { end, budgetSeconds }: { readonly end?: EndRecord; readonly budgetSeconds?: number } = {},
): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-resume-'))
  t.after(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'cohort.json'), JSON.stringify(cohort))
  if (end !== undefined) await writeFile(join(folder, 'end.json'), JSON.stringify(end))
  return Array.fromAsync(
    resumeCohort({
      platform,
      folder,
      signal: new AbortController().signal,
      sources: {},
      ...(budgetSeconds !== undefined && { budgetSeconds }),
    }),
  )
}

test('a cohort that was changed after it was sealed is refused', async (t) => {
  const cohort = await measuredHere()
  const changed = { ...cohort, plan: { ...cohort.plan, targetRate: 10 } }
  await assert.rejects(resumed(t, changed), /Cannot resume .*the plan that was sealed is required/)
})

test('another machine is refused, and what differs is named', async (t) => {
  const { machine } = cohortRecord
  const { seal: _, ...cohort } = await measuredHere()
  const elsewhere = sealed({ ...cohort, machine: { ...machine, facts: { kernel: '5.0' } } })
  await assert.rejects(resumed(t, elsewhere), /machine: kernel \(5\.0 then, unknown now\)/)
})

test('a cohort whose budget is used up is refused, unless it is given more', async (t) => {
  const cohort = await measuredHere()
  const end = { version: 2, outcome: 'done', trials: 0, warnings: [], elapsedSeconds: 1795 } as const
  await assert.rejects(resumed(t, cohort, { end }), /5 s left of its budget of 1800 s\. Give it more time/)
  await assert.rejects(resumed(t, cohort, { end, budgetSeconds: 10 }), /found: a budget of 10 s/)
})

test('a part that was killed has taken until its last record', () => {
  const trial = { ...trialRecord, readings: [], endedAt: 400_000 }
  assert.equal(elapsedOf({ cohort: cohortRecord, trials: [trial] }), 400)
})

test('run numbers go on after the highest of which anything is left', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-runs-'))
  t.after(() => rm(folder, { recursive: true }))
  for (const name of ['sizing-baseline-write.csv.gz', 'sizing-baseline-latest.csv.gz'])
    await writeFile(join(folder, name), '')
  assert.equal(await lastRun(folder), 2)
  for (const name of ['warm-up-kafka.run-9.csv.gz', '1-kafka-mixed-ramp.run-10.csv.gz'])
    await writeFile(join(folder, name), '')
  assert.equal(await lastRun(folder), 10)
})
