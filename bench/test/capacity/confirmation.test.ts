import assert from 'node:assert/strict'
import test from 'node:test'
import { nextConfirmation } from '../../src/capacity/confirmation.ts'
import type { Probe, ProbeResult } from '../../src/capacity/probe.ts'

const pass: ProbeResult = { kind: 'pass' }
const fail: ProbeResult = { kind: 'fail', breach: { kind: 'saturated', droppedIterations: 1 } }
const invalid: ProbeResult = { kind: 'invalid', reason: { kind: 'lateness', p99Ms: 9, limitMs: 5 } }

/** The rates that are confirmed when the answers are `results`. */
function play(results: readonly ProbeResult[]): readonly number[] {
  const confirmations: Probe[] = []
  for (;;) {
    const rate = nextConfirmation(confirmations, 500)
    const result = results[confirmations.length]
    if (rate === undefined || result === undefined) return confirmations.map((probe) => probe.rate)
    confirmations.push({ kind: 'confirmation', rate, result })
  }
}

test('what is confirmed at once is not tried again', () => {
  assert.deepEqual(play([pass, pass]), [500])
})

test('what does not hold is tried a tenth lower, until it does', () => {
  assert.deepEqual(play([fail, fail, pass, pass]), [500, 450, 405])
})

test('what holds without proof is tried a tenth lower, too', () => {
  const unproven = { kind: 'confirmation', rate: 500, result: pass, unproven: true } as const
  assert.equal(nextConfirmation([unproven], 500), 450)
  assert.equal(nextConfirmation([unproven, { ...unproven, rate: 450, unproven: false }], 500), undefined)
})

test('an invalid confirmation is repeated once, at the same rate, then tried lower', () => {
  assert.deepEqual(play([invalid, pass, pass]), [500, 500])
  assert.deepEqual(play([invalid, invalid, pass]), [500, 500, 450])
  assert.deepEqual(play([invalid, fail, pass]), [500, 500, 450])
})

test('after four it ends, whatever they said', () => {
  assert.deepEqual(play([fail, fail, fail, fail, pass]), [500, 450, 405, 365])
})
