import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusedPort } from '../../src/servers/required-port.ts'

test('a port below 1024 is told apart from a taken one, and the cause keeps its code', () => {
  const cause = Object.assign(new Error('listen EACCES'), { code: 'EACCES' })
  const error = refusedPort('HAProxy', 80, cause)
  assert.equal(
    error.message,
    'Cannot start HAProxy: port 80 may not be used: root or a port above 1023 is required. ' +
      'Run as root, or choose another port: `telemark up` takes --port.',
  )
  assert.equal(error.cause, cause)
})
