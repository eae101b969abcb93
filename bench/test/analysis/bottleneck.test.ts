import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reading } from '@telemark/deployment'
import { bottleneckOf } from '../../src/analysis/bottleneck.ts'
import type { Breach } from '../../src/capacity/probe.ts'
import { type ReadingsView, viewReadings } from '../../src/readings/readings-view.ts'
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
  assert.equal(named([...busy('api', 0.7), ...throttled('api', 0.4)], slow), 'api CPU')
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

test('One waiting statement now and then is no bottleneck', () => {
  const readings = [
    ...steady('postgres', 'activeConnections', 0.3),
    ...steady('postgres', 'waitingConnections', 0.3),
  ]
  assert.equal(named(readings, slow), 'unknown unknown')
})

test('Requests that queue in the balancer name it, and evicted keys name the memory of Redis', () => {
  const queued = steady('loadBalancer', 'queuedRequests', 4)
  assert.equal(named([...busy('api', 0.4), ...queued], slow), 'loadBalancer connections')
  const evicting = Array.from({ length: 13 }, (_, at) => reading(at, 'evictions', at * 5, 'redis'))
  assert.equal(named([...busy('api', 0.4), ...evicting], slow), 'redis memory')
})

test('Of two that are used up the one that stands still longer is named, though the other uses a bit more', () => {
  const readings = [
    ...busy('api', 0.96),
    ...throttled('api', 0.5),
    ...busy('postgres', 1),
    ...throttled('postgres', 0.2),
  ]
  const found = bottleneckFrom(readings)
  assert.equal(found.component, 'api')
  assert.equal(found.runnerUp?.component, 'postgres')
  assert.equal(found.close, false)
})

test('Two that are used up and stand still about as long are close: readings do not tell them apart', () => {
  const readings = [
    ...busy('api', 0.96),
    ...throttled('api', 0.5),
    ...busy('postgres', 0.9),
    ...throttled('postgres', 0.45),
  ]
  const { component, close } = bottleneckFrom(readings)
  assert.equal(close, true)
  assert.equal(component, 'api', 'the one that uses more of its CPU is named')
})

test('What is used up at half of the capacity too is named only where nothing else is', () => {
  const quiet = viewReadings(busy('kafka', 0.99), { from: 0, to: 12_000 })
  const both = [
    ...busy('kafka', 1),
    ...throttled('kafka', 0.6),
    ...busy('api', 0.9),
    ...throttled('api', 0.3),
  ]
  assert.equal(bottleneckFrom(both, quiet).component, 'api')
  const alone = bottleneckFrom([...busy('kafka', 1), ...busy('api', 0.4)], quiet)
  assert.equal(alone.component, 'kafka')
  assert.match(alone.rule, /at half of the capacity too/)
})

test('The readings that name a bottleneck stand beside it, and those of the one that would be next', () => {
  const readings = [...busy('api', 0.5), ...busy('postgres', 0.95), ...steady('api', 'poolWaiting', 7)]
  const { evidence = [], runnerUp } = bottleneckFrom(readings)
  assert.deepEqual(
    evidence.map(({ quantity, value }) => [quantity, value.toFixed(2)]),
    [
      ['CPU', '0.95'],
      ['requests waiting for a connection', '7.00'],
    ],
  )
  assert.deepEqual(
    runnerUp?.evidence.map(({ quantity, value }) => [quantity, value.toFixed(2)]),
    [['CPU', '0.50']],
  )
})

test('Where nothing is used up nothing is named', () => {
  assert.equal(named(busy('api', 0.4), slow), 'unknown unknown')
  assert.equal(named([], slow), 'unknown unknown')
})

function named(readings: readonly Reading[], breach: Breach): string {
  const view = viewReadings(readings, { from: 0, to: 12_000 })
  const { component, resource } = bottleneckOf({ view, breach })
  return `${component} ${resource}`
}

function bottleneckFrom(readings: readonly Reading[], quiet?: ReadingsView) {
  return bottleneckOf({ view: viewReadings(readings, { from: 0, to: 12_000 }), breach: slow, quiet })
}

function throttled(component: Reading['component'], share: number): readonly Reading[] {
  return Array.from({ length: 13 }, (_, at) => reading(at, 'throttledSeconds', at * share, component))
}

function reading(
  at: number,
  metric: Reading['metric'],
  value: number,
  component: Reading['component'] = 'api',
): Reading {
  return { at: at * 1000, component, task: 1, metric, value }
}
