import assert from 'node:assert/strict'
import test from 'node:test'
import { sayInvalid } from '../../src/load/say-invalid.ts'

test('each reason of invalidity says what was found and what is allowed', () => {
  assert.equal(
    sayInvalid({ kind: 'generatorCpu', observed: 0.84, limit: 0.8 }),
    'load generator CPU 84.0 % > 80.0 %',
  )
  assert.equal(
    sayInvalid({ kind: 'tooFewSamples', endpoint: 'write', observed: 12, required: 299 }),
    'too few samples of POST: 12 < 299',
  )
  assert.equal(sayInvalid({ kind: 'noReadings', component: 'kafka' }), 'too few readings of kafka')
  assert.equal(
    sayInvalid({ kind: 'partLost', part: 'postgres', reason: 'killed by SIGKILL' }),
    'postgres was lost: killed by SIGKILL',
  )
})
