import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reading } from '@telemark/deployment'
import { bottleneckOf } from '../../src/analysis/bottleneck.ts'
import type { Breach } from '../../src/capacity/probe.ts'
import { viewReadings } from '../../src/readings/readings-view.ts'
import { busy, steady } from './cohorts.ts'

const slow: Breach = { kind: 'latency', endpoint: 'write', percentile: 99, observedMs: 412, limitMs: 300 }
const late: Breach = { kind: 'completion', observed: 0.8, limit: 0.99 }

test('Stored too late: the busiest part on the way to the store, however busy the API is', () => {
  const found = named([...busy('api', 0.99), ...busy('consumer', 0.95), ...busy('postgres', 0.5)], late)
  assert.equal(found, 'consumer CPU')
})

test('Stored too late with CPU to spare everywhere is a backlog', () => {
  assert.equal(named([...busy('consumer', 0.2), ...busy('postgres', 0.3)], late), 'consumer backlog')
})

test('A task that is throttled much is limited by its CPU before it is used up', () => {
  const throttled = Array.from({ length: 13 }, (_, at) => reading(at, 'throttledSeconds', at * 0.4))
  assert.equal(named([...busy('api', 0.7), ...throttled], slow), 'api CPU')
})

test('Requests that wait for a connection while CPU is left name the connections', () => {
  assert.equal(named([...busy('api', 0.4), ...steady('api', 'poolWaiting', 7)], slow), 'postgres connections')
})

test('Statements that wait while CPU is left name the waits', () => {
  const readings = [
    ...steady('postgres', 'activeConnections', 10),
    ...steady('postgres', 'waitingConnections', 8),
  ]
  assert.equal(named(readings, slow), 'postgres waits')
})

test('Where nothing is used up nothing is named', () => {
  assert.equal(named(busy('api', 0.4), slow), 'unknown unknown')
  assert.equal(named([], slow), 'unknown unknown')
})

function named(readings: readonly Reading[], breach: Breach): string {
  const { component, resource } = bottleneckOf({
    view: viewReadings(readings, { from: 0, to: 12_000 }),
    breach,
  })
  return `${component} ${resource}`
}

function reading(at: number, metric: Reading['metric'], value: number): Reading {
  return { at: at * 1000, component: 'api', task: 1, metric, value }
}
