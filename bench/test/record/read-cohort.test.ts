import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { baseline } from '@telemark/architecture'
import { createLineWriter } from '../../src/record/gzip-lines.ts'
import { readCohort } from '../../src/record/read-cohort.ts'
import { writeJson } from '../../src/record/write-json.ts'
import { cohortRecord, loadRecord, trialRecord } from './records.ts'

const reading = { at: 1, component: 'api', task: 1, metric: 'cpuSeconds', value: 0.5 }

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-record-'))
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

async function written(t: TestContext): Promise<string> {
  const folder = await folderFor(t)
  await writeJson(folder, 'cohort.json', cohortRecord)
  await writeJson(folder, `${trialRecord.id}.json`, trialRecord)
  await using readings = createLineWriter(join(folder, trialRecord.readingsFile))
  await readings.write(JSON.stringify(reading))
  return folder
}

test('what a cohort wrote is read back, readings included', async (t) => {
  const folder = await written(t)
  const { cohort, trials } = await readCohort(folder)
  assert.deepEqual(cohort, cohortRecord)
  assert.deepEqual(trials, [{ ...trialRecord, readings: [reading] }])
})

test('a trial with a variant is read back, an arm under a name that is not planned, too', async (t) => {
  const folder = await written(t)
  const variant = { name: 'plateau', experiment: 'controls', tuning: { databasePoolSize: 8 } } as const
  const id = '1-arm-2-mixed-probes-plateau'
  const arm = { ...trialRecord, id, number: 2, variant, architecture: { ...baseline, name: 'arm-2' } }
  await writeJson(folder, `${id}.json`, arm)
  const { trials } = await readCohort(folder)
  assert.deepEqual(trials.find((trial) => trial.id === id)?.variant, variant)
  await writeJson(folder, `${id}.json`, { ...arm, variant: { ...variant, experiment: 'squeeze' } })
  await assert.rejects(readCohort(folder), /which are not as planned/)
  await writeJson(folder, `${id}.json`, { ...arm, variant: { ...variant, experiment: 'guesswork' } })
  await assert.rejects(readCohort(folder), /variant/)
})

test('outputs of a report beside the records are not records', async (t) => {
  const folder = await written(t)
  await writeFile(join(folder, 'findings.json'), '{}')
  assert.equal((await readCohort(folder)).trials.length, 1)
})

test('a record is written whole, and nothing partial stays', async (t) => {
  const folder = await written(t)
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.endsWith('.partial')),
    [],
  )
})

test('many lines survive the way through the gzipped file', async (t) => {
  const folder = await written(t)
  const lines = 50_000
  {
    await using file = createLineWriter(join(folder, trialRecord.readingsFile))
    for (let n = 0; n < lines; n++) await file.write(JSON.stringify({ ...reading, at: n }))
  }
  const { trials } = await readCohort(folder)
  assert.equal(trials[0]?.readings.length, lines)
  assert.equal(trials[0]?.readings.at(-1)?.at, lines - 1)
})

test('a folder without records, or none at all, is refused by name', async (t) => {
  const folder = await folderFor(t)
  await assert.rejects(readCohort(folder), /must hold cohort.json, and has nothing/)
  await assert.rejects(
    readCohort(join(folder, 'missing')),
    /a folder of records is required; found: nothing is there/,
  )
  await writeFile(join(folder, 'file'), '')
  await assert.rejects(readCohort(join(folder, 'file')), /a folder of records is required; found: a file/)
})

test('a record that is cut off, foreign, of another version or incomplete is refused with its file and what to do', async (t) => {
  const folder = await written(t)
  const path = join(folder, `${trialRecord.id}.json`)
  const cases: readonly (readonly [string, RegExp])[] = [
    ['{"version": 1, "id"', /1-baseline-mixed-ramp\.json: a JSON record is required.*move it away/],
    ['{"hello": "world"}', /a record with a version is required/],
    ['{"version": 99}', /version 2 is required, it has 99/],
    ['{"version": 2, "stage": "ramp"}', /must have required properties cohort, id,/],
    [
      JSON.stringify({ ...trialRecord, loads: [{ ...loadRecord, rate: 'lots' }] }),
      /\/loads\/0\/rate must be number/,
    ],
    [
      JSON.stringify({ ...trialRecord, loads: [{ ...loadRecord, rate: -5 }] }),
      /\/loads\/0\/rate must be >= 0/,
    ],
    [JSON.stringify({ ...trialRecord, stage: 'nap' }), /\/stage must be equal to constant/],
  ]
  for (const [text, message] of cases) {
    await writeFile(path, text)
    await assert.rejects(readCohort(folder), message)
  }
})

test('a cohort whose plan lacks a limit of the SLO is refused', async (t) => {
  const folder = await written(t)
  await writeJson(folder, 'cohort.json', { ...cohortRecord, plan: { ...cohortRecord.plan, slo: {} } })
  await assert.rejects(readCohort(folder), /cohort\.json: \/plan\/slo must have required properties latency/)
})

test('a copy of a trial is refused: it would count twice', async (t) => {
  const folder = await written(t)
  const id = '2-baseline-mixed-ramp'
  await writeJson(folder, `${id}.json`, trialRecord)
  await assert.rejects(readCohort(folder), /must be named by its id, 1-baseline-mixed-ramp/)
  await writeJson(folder, `${id}.json`, { ...trialRecord, id })
  await assert.rejects(readCohort(folder), /trial 1 is in 1-baseline-mixed-ramp and in 2-baseline-mixed-ramp/)
})

test('a trial of another comparison is refused: the two are not mixed', async (t) => {
  const folder = await written(t)
  const foreign = { ...trialRecord, cohort: { ...cohortRecord, commit: 'f00dfeed' } }
  await writeJson(folder, `${trialRecord.id}.json`, foreign)
  await assert.rejects(
    readCohort(folder),
    /must belong to .*1970-01-01.*belongs to that of .*commit f00dfee\)?\./,
  )
})

test('a trial of an architecture that was not planned is refused', async (t) => {
  const folder = await written(t)
  const architecture = { ...trialRecord.architecture, name: 'basline' }
  await writeJson(folder, `${trialRecord.id}.json`, { ...trialRecord, architecture })
  await assert.rejects(readCohort(folder), /it has basline under mixed, which are not as planned/)
})

test('a line that is not a reading is refused with its file', async (t) => {
  const folder = await written(t)
  {
    await using file = createLineWriter(join(folder, trialRecord.readingsFile))
    await file.write(JSON.stringify({ ...reading, value: 'much' }))
  }
  await assert.rejects(readCohort(folder), /readings\.ndjson\.gz: gzipped readings.*"value":"much"/)
})

test('readings that cannot be unpacked are refused with their file', async (t) => {
  const folder = await written(t)
  await writeFile(join(folder, trialRecord.readingsFile), 'not gzip')
  await assert.rejects(readCohort(folder), /readings\.ndjson\.gz: gzipped readings/)
})

test('a record that cannot be written says where and why', async (t) => {
  const folder = await folderFor(t)
  await assert.rejects(
    writeJson(join(folder, 'missing'), 'cohort.json', {}),
    /Cannot write .*cohort\.json: ENOENT/,
  )
  await assert.rejects(async () => {
    await using file = createLineWriter(join(folder, 'missing', 'x.gz'))
    await file.write('line')
  }, /Cannot write .*x\.gz: ENOENT/)
})

test('a full disk is said to be one', async () => {
  await assert.rejects(async () => {
    await using file = createLineWriter('/dev/full')
    await file.write('line')
  }, /Cannot write \/dev\/full: the disk is full\. .*free some space/)
})
