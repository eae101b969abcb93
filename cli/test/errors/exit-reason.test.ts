import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CliError } from '../../src/errors/cli-error.ts'
import { exitReasonOf } from '../../src/errors/exit-reason.ts'

test('A full disk deep among the causes is the environment', () => {
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  assert.equal(
    exitReasonOf(new Error('Cannot write', { cause: new Error('flush', { cause: full }) })),
    'environment',
  )
})

test('A known reason is kept, an unknown error is internal', () => {
  assert.equal(exitReasonOf(new CliError('missingTool', 'no go')), 'missingTool')
  assert.equal(exitReasonOf(new TypeError('x is undefined')), 'internal')
  assert.equal(exitReasonOf('thrown'), 'internal')
})

test('A full disk is the environment also where it kept cleaning up from working', () => {
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
  const cleanUp = new Error('not closed')
  assert.equal(exitReasonOf(new SuppressedError(cleanUp, full)), 'environment')
  assert.equal(exitReasonOf(new SuppressedError(full, cleanUp)), 'environment')
})
