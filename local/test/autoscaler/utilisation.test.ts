import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cpuPercent } from '../../src/autoscaler/utilisation.ts'

const sample = (atMs: number, tasks: Record<string, number>) => ({
  atMs,
  cpuSeconds: new Map(Object.entries(tasks)),
})

test('CPU is what the tasks used of what they have reserved', () => {
  const from = sample(0, { 'api-1': 10, 'api-2': 20 })
  const to = sample(5000, { 'api-1': 10.25, 'api-2': 20.5 })
  assert.equal(cpuPercent(from, to, 0.1), 75)
})

test('a task that joined or left within the period does not count', () => {
  assert.equal(cpuPercent(sample(0, { a: 1, gone: 9 }), sample(1000, { a: 1.5, joined: 3 }), 1), 50)
})

test('without a task that ran throughout there is no datapoint', () => {
  assert.equal(cpuPercent(sample(0, {}), sample(1000, { a: 1 }), 1), undefined)
})
