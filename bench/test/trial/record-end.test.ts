import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import type { BenchEvent } from '../../src/bench-event.ts'
import type { EndRecord } from '../../src/record/record.ts'
import { revealControls, sealControls } from '../../src/trial/experiments/sealed-controls.ts'
import { type EndOptions, recordEnd } from '../../src/trial/record-end.ts'
import { cohortRecord, trialRecord } from '../record/records.ts'

const sized: BenchEvent = { kind: 'sized', sizing: cohortRecord.sizing, cohort: cohortRecord }
const resumed: BenchEvent = {
  kind: 'resumed',
  cohort: cohortRecord,
  trials: 5,
  elapsedSeconds: 60,
  budgetSeconds: 600,
}
const trial: BenchEvent = { kind: 'trial', record: trialRecord }
const noTime: BenchEvent = { kind: 'warning', warning: { kind: 'budgetExhausted', message: 'no time left' } }

interface Options {
  readonly events: readonly BenchEvent[]
  readonly failure?: Error
  readonly signal?: AbortSignal
  readonly before?: EndOptions['before']
}

/** The record of a cohort that says `events`, and then fails if there is a `failure`. */
async function endOf(
  t: TestContext,
  { events, failure, signal, before }: Options,
): Promise<EndRecord | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-end-'))
  t.after(() => rm(folder, { recursive: true }))
  const cohort = async function* (): AsyncGenerator<BenchEvent, void> {
    yield* events
    if (failure !== undefined) throw failure
  }
  const options = {
    folder,
    signal: signal ?? new AbortController().signal,
    elapsedSeconds: () => 61.4,
    ...(before && { before }),
  }
  const passedOn = Array.fromAsync(recordEnd(cohort(), options))
  if (failure === undefined) assert.deepEqual(await passedOn, events)
  else await assert.rejects(passedOn, failure)
  const names = await readdir(folder)
  return names.includes('end.json') ? JSON.parse(await readFile(join(folder, 'end.json'), 'utf8')) : undefined
}

test('a cohort that is done records its trials and the warnings that belong to none', async (t) => {
  assert.deepEqual(await endOf(t, { events: [sized, trial, noTime, trial] }), {
    version: 2,
    outcome: 'done',
    trials: 2,
    warnings: [noTime.kind === 'warning' && noTime.warning],
    elapsedSeconds: 61,
  })
})

test('a part that goes on adds to what was there, and says how often there was one', async (t) => {
  const unconstrained = { kind: 'unconstrained', message: 'no cgroup' } as const
  const before = { trials: 5, warnings: [unconstrained], resumed: 2 }
  const end = await endOf(t, { events: [resumed, trial, noTime], before })
  assert.deepEqual([end?.outcome, end?.trials, end?.resumed], ['done', 6, 2])
  assert.deepEqual(
    end?.warnings.map(({ kind }) => kind),
    ['unconstrained', 'budgetExhausted'],
  )
})

test('a failure and an interruption are told apart', async (t) => {
  const failure = new Error('the disk is full')
  assert.equal((await endOf(t, { events: [sized], failure }))?.outcome, 'failed')
  const interrupted = { events: [sized], failure, signal: AbortSignal.abort() }
  assert.equal((await endOf(t, interrupted))?.outcome, 'interrupted')
})

test('without a sizing there is no cohort whose end could be told', async (t) => {
  assert.equal(await endOf(t, { events: [], failure: new Error('no Kafka') }), undefined)
})

test('which arm has which defect is said when a cohort is done, and not when it was interrupted', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-end-'))
  t.after(() => rm(folder, { recursive: true }))
  await sealControls(cohortRecord.plan, folder)
  const sealedThen = await revealControls(folder)
  const endAfter = async (events: readonly BenchEvent[], signal: AbortSignal): Promise<EndRecord> => {
    const cohort = async function* () {
      yield* events
    }
    await Array.fromAsync(recordEnd(cohort(), { folder, signal, elapsedSeconds: () => 1 }))
    return JSON.parse(await readFile(join(folder, 'end.json'), 'utf8'))
  }
  assert.equal((await endAfter([sized, trial], AbortSignal.abort())).controls, undefined)
  const gone = await endAfter([resumed, trial], new AbortController().signal)
  assert.deepEqual(gone.controls, sealedThen)
})
