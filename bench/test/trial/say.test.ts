import assert from 'node:assert/strict'
import test from 'node:test'
import type { ProbeResult } from '../../src/capacity/probe.ts'
import { sayLoad, sayWindow } from '../../src/trial/say.ts'
import { loadRecord } from '../record/records.ts'

const breach = {
  kind: 'latency',
  endpoint: 'write',
  percentile: 99,
  observedMs: 411.7,
  limitMs: 300,
} as const

function said(kind: 'ramp' | 'probe', result: ProbeResult): string {
  return sayLoad({ ...loadRecord, kind, rate: 312, result })
}

test('a ramp says where it stopped and why', () => {
  assert.equal(said('ramp', { kind: 'fail', breach }), 'stopped at 312/s: POST p99 412 ms > 300 ms')
  assert.equal(said('ramp', { kind: 'pass' }), 'ramp ended at 312/s within the SLO')
})

test('a probe says its rate and its result', () => {
  assert.equal(said('probe', { kind: 'pass' }), 'probe 312/s: pass')
  assert.equal(said('probe', { kind: 'fail', breach }), 'probe 312/s: fail, POST p99 412 ms > 300 ms')
  const reason = { kind: 'lateness', p99Ms: 7.25, limitMs: 5 } as const
  assert.match(
    said('probe', { kind: 'invalid', reason }),
    /^probe 312\/s: invalid, requests were sent late: p99 7\.\d ms > 5 ms$/,
  )
})

test('a live window says its rate and the worst 99th percentile', () => {
  const latency = { p50Ms: 1, p95Ms: 2, p99Ms: 88.2, p999Ms: 90, maxMs: 91 }
  const endpoints = [
    { endpoint: 'write', attempts: 1, failures: 0, timeouts: 0, statuses: {}, latency },
  ] as const
  assert.equal(sayWindow('ramp', { from: 0, to: 1000, rate: 410.4, endpoints }), 'ramp 410/s, p99 88 ms')
})
