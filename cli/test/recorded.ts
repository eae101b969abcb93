import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import { baseline, kafka } from '@telemark/architecture'
import type { CohortRecord, TrialRecord } from '@telemark/bench'
import { planFor, workloads } from '@telemark/bench'

const [, , mixed] = workloads

export const recordedCohort: CohortRecord = {
  version: 2,
  plan: planFor({ architectures: ['baseline', 'kafka'], workloads: ['mixed'], targetRate: 500 }),
  machine: {
    cores: 2,
    memoryBytes: 8e9,
    envelopes: { kind: 'cgroup v1' },
    generatorCores: 1,
    serverCores: 1,
    facts: {},
  },
  sizing: {
    generatorCeiling: 2900,
    floorP99Ms: 3,
    coresPerVcpu: 0.1,
    nullCpuMs: { write: 0.09, latest: 0.05 },
    predicted: {},
    reasons: [],
  },
  commit: 'abc',
  dirty: false,
  startedAt: 0,
  hashes: {},
}

export const recordedTrials: readonly TrialRecord[] = [
  trial(1, baseline, 340, 362),
  trial(2, kafka, 900, 950),
]

/** A folder as `compare` leaves it; removed after the test. */
export async function recordedFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-cli-'))
  context.after(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'cohort.json'), JSON.stringify(recordedCohort))
  for (const record of recordedTrials) {
    await writeFile(join(folder, `${record.id}.json`), JSON.stringify(record))
    await writeFile(join(folder, record.readingsFile), gzipSync(''))
  }
  return folder
}

/** The same in which kafka holds less than it did. */
export async function slowerFolder(context: TestContext): Promise<string> {
  const folder = await recordedFolder(context)
  const slower = trial(2, kafka, 700, 720)
  await writeFile(join(folder, `${slower.id}.json`), JSON.stringify(slower))
  return folder
}

/** Changes the conditions of a recorded folder, in every record. */
export async function changeCohort(
  folder: string,
  change: (cohort: CohortRecord) => CohortRecord,
): Promise<void> {
  const cohort = change(recordedCohort)
  await writeFile(join(folder, 'cohort.json'), JSON.stringify(cohort))
  for (const { id } of recordedTrials) {
    const path = join(folder, `${id}.json`)
    await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), cohort }))
  }
}

function trial(
  number: number,
  architecture: TrialRecord['architecture'],
  held: number,
  broke: number,
): TrialRecord {
  const id = `1-${architecture.name}-mixed-probes`
  const breach = {
    kind: 'latency',
    endpoint: 'write',
    percentile: 99,
    observedMs: 412,
    limitMs: 300,
  } as const
  return {
    version: 2,
    id,
    number,
    cohort: recordedCohort,
    architecture,
    workload: mixed,
    stage: 'probes',
    block: 1,
    startedAt: held,
    endedAt: broke,
    environment: {},
    loads: [load(held, { kind: 'pass' }), load(broke, { kind: 'fail', breach })],
    decisions: [],
    warnings: [],
    readingsFile: `${id}.readings.ndjson.gz`,
  }
}

type Load = TrialRecord['loads'][number]

function load(rate: number, result: Load['result']): Load {
  return {
    run: rate,
    kind: 'probe',
    stages: [{ seconds: 10, rate }],
    judgedFrom: 0,
    judgedTo: 10_000,
    rate,
    result,
    endpoints: [],
    windows: [],
    droppedIterations: 0,
    generatorCpuShare: 0.3,
    latenessP99Ms: 1,
    completion: 1,
    peakBacklogEvents: 0,
    drainSeconds: 0,
    audit: { acknowledged: 100, stored: 100, lost: 0, duplicated: 0, phantom: 0, uncertain: 0 },
    samplesFile: 'none',
  }
}
