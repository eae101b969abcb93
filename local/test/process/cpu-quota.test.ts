import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cpuQuota } from '../../src/process/cpu-quota.ts'

test('a core or more has the period that ECS uses', () => {
  assert.deepEqual(cpuQuota(1), { quotaUs: 100_000, periodUs: 100_000 })
  assert.deepEqual(cpuQuota(2), { quotaUs: 200_000, periodUs: 100_000 })
})

test('the period shrinks with the cores, so that a small task never stands still for long', () => {
  assert.deepEqual(cpuQuota(0.25), { quotaUs: 6_250, periodUs: 25_000 })
  assert.deepEqual(cpuQuota(0.2), { quotaUs: 4_000, periodUs: 20_000 })
})

test('the quota is never shorter than 3 ms, the period never longer than the kernel takes', () => {
  assert.deepEqual(cpuQuota(0.1), { quotaUs: 3_000, periodUs: 30_000 })
  assert.deepEqual(cpuQuota(0.001), { quotaUs: 3_000, periodUs: 1_000_000 })
})

test('the quota is the cores asked for, within a hundredth', () => {
  for (let cores = 0.01; cores < 4; cores += 0.013) {
    const { quotaUs, periodUs } = cpuQuota(cores)
    assert.ok(Math.abs(quotaUs / periodUs / cores - 1) < 0.01, `${cores}: ${quotaUs}/${periodUs}`)
  }
})

test('no cores at all are refused', () => {
  assert.throws(() => cpuQuota(0), /cores must be above 0, found 0/)
  assert.throws(() => cpuQuota(Number.NaN), /found NaN/)
})
