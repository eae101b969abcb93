import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deviceLimits } from '../../src/http/device-limits.ts'
import { rateLimiter } from '../../src/registry/rate-limiter.ts'

const limitsOf = (eventsPerSecond: number) =>
  deviceLimits(
    eventsPerSecond,
    rateLimiter(() => 0),
  )

test('a device has the limit of the registry, else the limit of the service', () => {
  const limits = limitsOf(1)
  assert.equal(limits.take({ device: 1, rateLimit: null }, 10), undefined)
  assert.equal(limits.take({ device: 1, rateLimit: null }, 1)?.status, 429)
  assert.equal(limits.take({ device: 2, rateLimit: 2 }, 20), undefined)
  assert.equal(limits.take({ device: 2, rateLimit: 2 }, 1)?.status, 429)
})

test('zero is no limit, in the registry and in the service', () => {
  for (let sent = 0; sent < 100; sent += 1) {
    assert.equal(limitsOf(0).take({ device: 1, rateLimit: null }, 1000), undefined)
    assert.equal(limitsOf(1).take({ device: 1, rateLimit: 0 }, 1000), undefined)
  }
})

test('the problem says which limit it is, and when the same request passes', () => {
  const limits = limitsOf(5)
  limits.take({ device: 1, rateLimit: null }, 50)
  const problem = limits.take({ device: 1, rateLimit: null }, 6)
  assert.deepEqual(problem?.limit, { kind: 'device', events_per_second: 5, burst: 50 })
  assert.equal(problem?.headers?.['retry-after'], '2')
})
