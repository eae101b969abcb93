import assert from 'node:assert/strict'
import test from 'node:test'
import { bracketOf } from '../../src/capacity/bracket-of.ts'
import type { Probe } from '../../src/capacity/probe.ts'
import { fail, invalid, pass } from './simulated-systems.ts'

const results = { pass, fail, invalid }

/** e.g. `300 pass`, `confirmation 400 fail`, oldest first. */
function probes(...said: readonly string[]): readonly Probe[] {
  return said.map((text) => {
    const [result = 'pass', rate = '', kind = 'probe'] = text.split(' ').toReversed()
    return { kind: kind as 'probe', rate: Number(rate), result: results[result as 'pass'] }
  })
}

function bracket(...said: readonly string[]) {
  const { pass: held, fail: failed, seen } = bracketOf(probes(...said))
  return [held?.rate, failed?.rate, seen.pass, seen.fail]
}

test('one disturbed plateau far below is outvoted by those above it', () => {
  assert.deepEqual(bracket('400 pass', '300 fail', '410 pass', '450 fail'), [410, 450, 2, 1])
})

test('of two plateaus at the same rate that contradict each other the last one counts, of three the two that agree', () => {
  assert.deepEqual(bracket('400 fail', '400 pass', '500 fail'), [400, 500, 1, 1])
  assert.deepEqual(bracket('300 pass', '400 pass', '400 fail'), [300, 400, 1, 1])
  assert.deepEqual(bracket('300 pass', '400 fail', '400 pass', '400 fail'), [300, 400, 1, 2])
})

test('a confirmation counts twice', () => {
  assert.deepEqual(bracket('300 pass', 'confirmation 400 fail', '400 pass'), [300, 400, 1, 1])
})

test('plateaus within 5 % of an end agree with it', () => {
  assert.deepEqual(
    bracket('300 pass', '381 pass', '400 pass', '440 fail', '462 fail', '600 fail'),
    [400, 440, 2, 2],
  )
})

test('invalid plateaus and ramps say nothing at an end that a plateau bounds', () => {
  assert.deepEqual(bracket('ramp 390 pass', 'ramp 400 fail', '500 pass', '550 invalid'), [
    500,
    undefined,
    1,
    0,
  ])
  assert.deepEqual(bracket('ramp 390 pass', 'ramp 600 fail', '500 pass'), [500, 600, 1, 0])
})
