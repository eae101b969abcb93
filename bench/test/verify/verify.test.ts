import assert from 'node:assert/strict'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { CohortRecord, TrialRecord } from '../../src/record/record.ts'
import { type Figure, isContradicted } from '../../src/verify/figure.ts'
import { verify } from '../../src/verify/verify.ts'
import { recordedFolder, writeReportFiles } from './recorded-folder.ts'
import { runWithLostTimings } from './simulated-deployment.ts'

async function figuresOf(folder: string): Promise<readonly Figure[]> {
  const parts = await Array.fromAsync(verify(folder))
  return parts.flatMap(({ figures }) => figures)
}

/** `subject: name` of every figure that something speaks against. */
async function contradicted(folder: string): Promise<readonly string[]> {
  return (await figuresOf(folder)).filter(isContradicted).map(({ subject, name }) => `${subject}: ${name}`)
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(path, 'utf8')
  assert.notEqual(change(text), text)
  await writeFile(path, change(text))
}

async function editRecord(
  folder: string,
  id: string,
  change: (record: TrialRecord) => unknown,
): Promise<void> {
  const path = join(folder, `${id}.json`)
  const record: TrialRecord = JSON.parse(await readFile(path, 'utf8'))
  await writeFile(path, JSON.stringify(change(record)))
}

/** One write in the middle of the load, answered a second later than it was. */
function slowed(csv: string): string {
  const writes = csv.split('\n').filter((line) => /^http_req_duration,.*,write,200/.test(line))
  const line = writes[Math.floor(writes.length / 2)] ?? ''
  return csv.replace(
    line,
    line.replace(/(?<=^http_req_duration,\d+,)[\d.]+/, (ms) => String(Number(ms) + 1000)),
  )
}

const attacked = '1-redis-mixed-probes'

test('what is recomputed from samples agrees with an untouched report, figure by figure and to the last digit', async (context) => {
  const figures = await figuresOf(await recordedFolder(context))
  assert.deepEqual(figures.filter(isContradicted), [])
  const agreeing = figures.filter(({ outcome }) => outcome === 'agrees').map(({ name }) => name)
  for (const name of [
    'write p99',
    'latest statuses',
    'lateness p99',
    'acknowledged',
    'capacity held',
    'CPU of api',
    'write slow',
    'canaries read after 1000 ms',
    'fresh after 100 ms',
    'witnessed requests',
    'witnessed p95, generator',
  ])
    assert.ok(agreeing.includes(name), name)
  for (const name of [
    'Redis hit share',
    'peak lag',
    'write p99 at capacity',
    'lost, all loads',
    'every byte',
  ])
    assert.ok(agreeing.includes(name), name)
})

test('one latency that is changed in the samples is found', async (context) => {
  const folder = await recordedFolder(context)
  const path = join(folder, `${attacked}.run-5.csv.gz`)
  const csv = gunzipSync(await readFile(path)).toString()
  await writeFile(path, gzipSync(slowed(csv)))
  assert.ok((await contradicted(folder)).includes('run 5: write max'))
})

test('a canary that was not fresh and is made so in the samples is found, in its load and in its cell', async (context) => {
  const folder = await recordedFolder(context)
  const path = join(folder, `${attacked}.run-5.csv.gz`)
  const csv = gunzipSync(await readFile(path)).toString()
  // Number 33 is sent once the load has settled.
  const changed = csv.replace(/(?<=canary_fresh,\d+,)0(?=.*,n=33$)/m, '1')
  assert.notEqual(changed, csv)
  await writeFile(path, gzipSync(changed))
  const found = await contradicted(folder)
  assert.ok(
    found.some((figure) => /^run 5: fresh after \d+ ms$/.test(figure)),
    found.join('\n'),
  )
  assert.ok(found.some((figure) => /^redis, mixed: fresh after \d+ ms$/.test(figure)))
})

test('figures of canaries, slow answers and the witness that are edited in a record differ from the samples', async (context) => {
  const folder = await recordedFolder(context)
  await editRecord(folder, attacked, (record) => ({
    ...record,
    loads: record.loads.map((load) => ({
      ...load,
      endpoints: load.endpoints.map((summary) => ({ ...summary, slow: (summary.slow ?? 0) + 1 })),
      freshness: load.freshness?.map((count) => ({ ...count, fresh: count.asked })),
      witness: load.witness && {
        ...load.witness,
        generator: { ...load.witness.generator, p99Ms: load.witness.generator.p99Ms - 1 },
      },
    })),
  }))
  await writeReportFiles(folder)
  const found = await contradicted(folder)
  for (const name of ['write slow', 'fresh after 1000 ms', 'witnessed p99, generator'])
    assert.ok(found.includes(`run 5: ${name}`), `${name}\n${found.join('\n')}`)
})

test('where the load balancer told of fewer requests than were witnessed, no sample says of which, and that is said', async (context) => {
  const figures = await figuresOf(await recordedFolder(context))
  const witness = figures.filter(({ name }) => name === 'witness')
  assert.deepEqual(
    witness.map(({ subject, outcome }) => [subject, outcome]),
    [[`run ${runWithLostTimings}`, 'notVerifiable']],
  )
})

test('of a soak each third is recomputed, and its result tells no capacity', async (context) => {
  const figures = await figuresOf(await recordedFolder(context))
  const third = figures.filter(({ subject, name }) => /, third \d$/.test(subject) && name === 'write p99')
  assert.deepEqual(
    third.map(({ outcome }) => outcome),
    ['agrees', 'agrees', 'agrees'],
  )
  const failed = figures.find(
    ({ subject, name }) => subject === 'kafka, mixed' && name === 'plateaus at the failed end',
  )
  assert.deepEqual([failed?.outcome, failed?.recomputed], ['agrees', 1])
})

test('a file of samples that is gone is missing, and what it would have said of the cell is not taken on trust', async (context) => {
  const folder = await recordedFolder(context)
  await rm(join(folder, `${attacked}.run-5.csv.gz`))
  const found = await contradicted(folder)
  assert.ok(found.includes(`run 5: ${attacked}.run-5.csv.gz`))
  assert.ok(found.includes('redis, mixed: write p99 at capacity'), found.join('\n'))
})

test('readings that are gone are missing', async (context) => {
  const folder = await recordedFolder(context)
  await rm(join(folder, `${attacked}.readings.ndjson.gz`))
  assert.deepEqual(await contradicted(folder), ['records: all files'])
})

test('a record that is gone is missing', async (context) => {
  const folder = await recordedFolder(context)
  await rm(join(folder, `${attacked}.json`))
  await writeReportFiles(folder)
  assert.deepEqual(await contradicted(folder), ['records: trial 4'])
})

test('a capacity that is edited in the report differs from the loads, and the report from its records', async (context) => {
  const folder = await recordedFolder(context)
  await edit(join(folder, 'report.json'), (text) =>
    text.replaceAll('"highestPass": 210', '"highestPass": 260'),
  )
  const found = await contradicted(folder)
  assert.ok(found.includes('redis, mixed: capacity held'))
  assert.ok(found.includes('redis, mixed, block 1: capacity held'))
  assert.ok(found.some((figure) => /^report\.json: line \d+$/.test(figure)))
})

test('a report that counts more plateaus at an end of a bracket than there were is found', async (context) => {
  const folder = await recordedFolder(context)
  await edit(join(folder, 'report.json'), (text) => text.replaceAll(/(?<="seen": \{\s+"pass": )\d/g, '5'))
  assert.ok((await contradicted(folder)).includes('redis, mixed: plateaus at the held end'))
})

test('a sentence that the records do not say is found in each of the files', async (context) => {
  const folder = await recordedFolder(context)
  await edit(join(folder, 'report.md'), (text) =>
    text.replace('a tie between kafka and redis', 'kafka is best'),
  )
  await edit(join(folder, 'probes.csv'), (text) => text.replace('pass', 'fail'))
  const found = await contradicted(folder)
  assert.deepEqual(
    found.map((figure) => figure.replace(/\d+/, 'n')),
    ['report.md: line n', 'probes.csv: line n'],
  )
})

test('a latency edited in a record differs from the samples, also where the report was written anew', async (context) => {
  const folder = await recordedFolder(context)
  await editRecord(folder, attacked, (record) => ({
    ...record,
    loads: record.loads.map((load) => ({
      ...load,
      endpoints: load.endpoints.map((summary) => ({ ...summary, latency: { ...summary.latency, p99Ms: 1 } })),
    })),
  }))
  await writeReportFiles(folder)
  assert.ok((await contradicted(folder)).includes('run 5: write p99'))
})

test('a fail that a record turns into a pass is not borne out by what came back', async (context) => {
  const folder = await recordedFolder(context)
  await editRecord(folder, attacked, (record) => ({
    ...record,
    loads: record.loads.map((load) => ({ ...load, result: { kind: 'pass' } })),
  }))
  await writeReportFiles(folder)
  assert.deepEqual(await contradicted(folder), ['run 6: result'])
})

/** In every copy of the plan: records of different plans are not even read. */
async function editCohort(folder: string, change: (cohort: CohortRecord) => CohortRecord): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^\d.*\.json$/.test(name))
  for (const name of names)
    await editRecord(folder, name.replace('.json', ''), (record) => ({
      ...record,
      cohort: change(record.cohort),
    }))
  await edit(join(folder, 'cohort.json'), (text) => JSON.stringify(change(JSON.parse(text))))
  await writeReportFiles(folder)
}

test('a prediction that was changed after the plan was sealed breaks the seal', async (context) => {
  const folder = await recordedFolder(context)
  await editCohort(folder, (cohort) => ({
    ...cohort,
    sizing: { ...cohort.sizing, predicted: { redis: { mixed: 230 } } },
  }))
  assert.deepEqual(await contradicted(folder), ['plan: seal'])
})

test('a plan that never was sealed is said to be none, and contradicts nothing', async (context) => {
  const folder = await recordedFolder(context)
  await editCohort(folder, ({ seal: _, ...cohort }) => cohort)
  const figures = await figuresOf(folder)
  assert.deepEqual(figures.filter(isContradicted), [])
  assert.ok(figures.some(({ subject, because }) => subject === 'plan' && because === 'not sealed'))
})

test('a folder without records is no report that differs', async () => {
  await assert.rejects(Array.fromAsync(verify('/nowhere')), /Cannot read \/nowhere: .*nothing is there/)
})
