import assert from 'node:assert/strict'
import test from 'node:test'
import { defaultLoad } from '../../k6/load.ts'
import { createDoom } from '../../src/load/doom.ts'
import { defaultSlo } from '../../src/plan/slo.ts'
import { sample } from './samples.ts'

const options = { slo: defaultSlo, settings: defaultLoad, planned: 2000 }

test('a plateau is doomed by the first slow answer beyond 1 % of all that are planned of the endpoint', () => {
  const isDoomed = createDoom(options)
  for (let n = 0; n < 10; n++) assert.equal(isDoomed(sample({ latencyMs: 400 })), undefined)
  for (let n = 0; n < 10; n++)
    assert.equal(isDoomed(sample({ latencyMs: 400, endpoint: 'latest' })), undefined)
  assert.equal(isDoomed(sample({ latencyMs: 299 })), undefined)
  const breach = isDoomed(sample({ latencyMs: 350 }))
  assert.deepEqual(breach, {
    kind: 'latency',
    endpoint: 'write',
    percentile: 99,
    observedMs: 350,
    limitMs: 300,
  })
})

test('failures doom it apart from slowness', () => {
  const isDoomed = createDoom(options)
  for (let n = 0; n < 10; n++) assert.equal(isDoomed(sample({ status: 503, latencyMs: 900 })), undefined)
  assert.equal(isDoomed(sample({ status: 0 }))?.kind, 'failures')
})
