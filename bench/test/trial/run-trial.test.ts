import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { baseline } from '@telemark/architecture'
import type { Deployment, LoadRun } from '@telemark/deployment'
import { mixed } from '../../src/plan/workloads.ts'
import type { TrialRecord } from '../../src/record/record.ts'
import type { Cell } from '../../src/trial/cell.ts'
import { type EndedTrial, runTrial } from '../../src/trial/run-trial.ts'
import { rising } from '../../src/trial/stage-scripts.ts'
import { cohortRecord } from '../record/records.ts'

async function* none<T>(): AsyncGenerator<T, void> {
  yield* []
}

const nothing: LoadRun = {
  lines: none(),
  stop: () => undefined,
  ended: Promise.resolve({ exitCode: 0, cpuSeconds: 0, stderr: '' }),
}

/** Its loads answer nothing, which makes them invalid; the one of number `broken` fails. */
function deploymentWith(broken: number): Deployment {
  let loads = 0
  return {
    url: new URL('http://nowhere'),
    operatorKey: '',
    fleet: [],
    environment: {},
    parts: [],
    abilities: [],
    decisions: [],
    losses: [],
    load: async () => (++loads === broken ? assert.fail('k6 was killed') : nothing),
    readings: none,
    setTasks: async () => undefined,
    restart: async () => undefined,
    clamp: async () => undefined,
    reset: async () => undefined,
    backlog: async () => 0,
    stored: none,
    [Symbol.asyncDispose]: async () => undefined,
  }
}

/** A ramp that is invalid, and so is run twice. */
async function ended(t: TestContext, broken: number): Promise<EndedTrial & { readonly names: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-trial-'))
  t.after(() => rm(folder, { recursive: true }))
  let run = 0
  const cell: Cell = {
    cohort: { record: cohortRecord, folder, signal: new AbortController().signal, nextRun: () => ++run },
    deployment: deploymentWith(broken),
    architecture: baseline,
    workload: mixed,
    block: 1,
  }
  const stages = [
    { seconds: 0, rate: 10 },
    { seconds: 5, rate: 20 },
  ]
  const request = {
    id: '1-baseline-mixed-ramp',
    number: 1,
    stage: 'ramp',
    script: rising('ramp', stages),
    warnings: [],
  } as const
  const trial = runTrial(cell, request)
  let next = await trial.next()
  while (next.done !== true) next = await trial.next()
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  for (const name of names) {
    const written: TrialRecord = JSON.parse(await readFile(join(folder, name), 'utf8'))
    assert.equal(written.loads.length, next.value.record?.loads.length)
  }
  return { ...next.value, names }
}

test('a trial that was cut off is recorded with the loads that were complete, and marked', async (t) => {
  const { record, failure, names } = await ended(t, 2)
  assert.deepEqual([record?.interrupted, record?.loads.length], [true, 1])
  assert.deepEqual(record?.warnings, [
    {
      kind: 'interrupted',
      message: '1-baseline-mixed-ramp was cut off after 1 load: what ran then is not counted.',
    },
  ])
  assert.match(String(failure?.cause), /k6 was killed/)
  assert.deepEqual(names, ['1-baseline-mixed-ramp.json'])
})

test('a trial without one complete load leaves no record', async (t) => {
  const { record, failure, names } = await ended(t, 1)
  assert.deepEqual([record, names], [undefined, []])
  assert.notEqual(failure, undefined)
})

test('a trial that runs to its end is not marked', async (t) => {
  const { record, failure } = await ended(t, 3)
  assert.deepEqual([record?.interrupted, record?.loads.length, failure], [undefined, 2, undefined])
})
