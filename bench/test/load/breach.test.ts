import assert from 'node:assert/strict'
import test from 'node:test'
import { breachOf } from '../../src/load/breach.ts'
import { defaultSlo } from '../../src/plan/slo.ts'
import type { EndpointSummary } from '../../src/record/record.ts'

const latency = { p50Ms: 10, p95Ms: 50, p99Ms: 299.9, p999Ms: 400, maxMs: 500 }

function write(changes: Partial<EndpointSummary>): EndpointSummary {
  return { endpoint: 'write', attempts: 1000, failures: 0, timeouts: 0, statuses: {}, latency, ...changes }
}

test('failures and latency have to stay below their limits: exactly the limit is a breach', () => {
  assert.equal(breachOf([write({ failures: 9 })], defaultSlo), undefined)
  assert.deepEqual(breachOf([write({ failures: 10 })], defaultSlo), {
    kind: 'failures',
    endpoint: 'write',
    observed: 0.01,
    limit: 0.01,
  })
  assert.equal(breachOf([write({ latency: { ...latency, p99Ms: 300 } })], defaultSlo)?.kind, 'latency')
})

test('an endpoint without attempts breaches nothing, a load without any is silent', () => {
  const none = write({ endpoint: 'latest', attempts: 0 })
  assert.equal(breachOf([write({}), none], defaultSlo), undefined)
  assert.deepEqual(breachOf([none], defaultSlo), { kind: 'silence' })
})
