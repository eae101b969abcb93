import assert from 'node:assert/strict'
import test from 'node:test'
import { defaultLoad } from '../../k6/load.ts'
import { createFutilityRule } from '../../src/load/futility.ts'
import { defaultSlo } from '../../src/plan/slo.ts'
import { sample } from './samples.ts'

const options = { slo: defaultSlo, settings: defaultLoad, planned: 2000 }

test('a plateau cannot pass after the first slow answer beyond 1 % of all that are planned of the endpoint', () => {
  const isFutile = createFutilityRule(options)
  for (let n = 0; n < 10; n++) assert.equal(isFutile(sample({ latencyMs: 400 })), undefined)
  for (let n = 0; n < 10; n++)
    assert.equal(isFutile(sample({ latencyMs: 400, endpoint: 'latest' })), undefined)
  assert.equal(isFutile(sample({ latencyMs: 299 })), undefined)
  const breach = isFutile(sample({ latencyMs: 350 }))
  assert.deepEqual(breach, {
    kind: 'latency',
    endpoint: 'write',
    percentile: 99,
    observedMs: 350,
    limitMs: 300,
  })
})

test('failures count apart from slowness', () => {
  const isFutile = createFutilityRule(options)
  for (let n = 0; n < 10; n++) assert.equal(isFutile(sample({ status: 503, latencyMs: 900 })), undefined)
  assert.equal(isFutile(sample({ status: 0 }))?.kind, 'failures')
})
