import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import type { BenchEvent } from '../../src/bench-event.ts'
import type { EndRecord } from '../../src/record/record.ts'
import { recordEnd } from '../../src/trial/record-end.ts'
import { cohortRecord, trialRecord } from '../record/records.ts'

const sized: BenchEvent = { kind: 'sized', sizing: cohortRecord.sizing, cohort: cohortRecord }
const trial: BenchEvent = { kind: 'trial', record: trialRecord }
const noTime: BenchEvent = { kind: 'warning', warning: { kind: 'budgetExhausted', message: 'no time left' } }

interface Options {
  readonly events: readonly BenchEvent[]
  readonly failure?: Error
  readonly signal?: AbortSignal
}

/** The record of a cohort that says `events`, and then fails if there is a `failure`. */
async function endOf(t: TestContext, { events, failure, signal }: Options): Promise<EndRecord | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-end-'))
  t.after(() => rm(folder, { recursive: true }))
  const cohort = async function* (): AsyncGenerator<BenchEvent, void> {
    yield* events
    if (failure !== undefined) throw failure
  }
  const options = { folder, signal: signal ?? new AbortController().signal }
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
  })
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
