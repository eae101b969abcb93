import assert from 'node:assert/strict'
import test from 'node:test'
import { baseline, scale } from '@telemark/architecture'
import type { BenchEvent } from '../../src/bench-event.ts'
import { mixed } from '../../src/plan/workloads.ts'
import { explainWrite } from '../../src/record/explain-write.ts'
import type { Visit } from '../../src/trial/agenda.ts'
import { createAttempts } from '../../src/trial/attempts.ts'

const visitOf = (architecture: Visit['architecture']): Visit => ({
  architecture,
  block: 1,
  tasks: 'most',
  trials: [{ workload: mixed, stage: 'probes' }],
})

const never = new AbortController().signal

/** Visits that fail where there is an error for their architecture. */
function failing(errors: Readonly<Record<string, unknown>>) {
  return async function* ({ architecture }: Visit): AsyncGenerator<BenchEvent, void> {
    yield { kind: 'notice', architecture: architecture.name, workload: 'mixed', text: 'began' }
    if (architecture.name in errors) throw errors[architecture.name]
  }
}

test('a visit that fails is a warning with its message, and the next goes on', async () => {
  const attempts = createAttempts(failing({ baseline: new Error('the drain timed out') }), never)
  const said = [
    ...(await Array.fromAsync(attempts.attempt(visitOf(baseline)))),
    ...(await Array.fromAsync(attempts.attempt(visitOf(scale)))),
  ]
  assert.deepEqual(
    said.map((event) => (event.kind === 'warning' ? event.warning : event.kind)),
    [
      'notice',
      {
        kind: 'visitFailed',
        message: 'baseline: its visit for probes mixed ended early: the drain timed out',
      },
      'notice',
    ],
  )
  attempts.throwIfAllFailed()
})

test('where every visit failed the first error is thrown', async () => {
  const attempts = createAttempts(
    failing({ baseline: new Error('first'), scale: new Error('second') }),
    never,
  )
  attempts.throwIfAllFailed()
  await Array.fromAsync(attempts.attempt(visitOf(baseline)))
  await Array.fromAsync(attempts.attempt(visitOf(scale)))
  assert.throws(() => attempts.throwIfAllFailed(), /first/)
})

test('a record that cannot be written ends the cohort, also where stopping failed after it', async () => {
  const unwritable = explainWrite('/records/1.json', Object.assign(new Error('full'), { code: 'ENOSPC' }))
  const errors = [unwritable, new SuppressedError(new Error('stop'), unwritable)]
  for (const error of errors) {
    const attempts = createAttempts(failing({ baseline: error }), never)
    await assert.rejects(Array.fromAsync(attempts.attempt(visitOf(baseline))), (thrown) => thrown === error)
  }
})

test('an aborted visit is no failure of its own', async () => {
  const attempts = createAttempts(failing({ baseline: new Error('aborted') }), AbortSignal.abort())
  await assert.rejects(Array.fromAsync(attempts.attempt(visitOf(baseline))), /aborted/)
})
