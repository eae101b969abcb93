import assert from 'node:assert/strict'
import test from 'node:test'
import { defaultLoad } from '../../k6/load.ts'
import type { RateStage } from '../../k6/schedule.ts'
import type { LoadOutcome } from '../../src/load/run-load.ts'
import { heldRateOf, judgedInterval } from '../../src/trial/interval.ts'

const rising: readonly RateStage[] = [
  { seconds: 0, rate: 100 },
  { seconds: 10, rate: 200 },
  { seconds: 10, rate: 200 },
]

/** Began at 0; `brokeAt`: when its first breaching second began. */
function outcome(brokeAt?: number): LoadOutcome {
  return {
    settings: { ...defaultLoad, stages: rising },
    samples: [],
    canaries: [],
    startedAt: 0,
    endedAt: 20_000,
    dropped: 0,
    ...(brokeAt !== undefined && { stopped: { at: brokeAt, breach: { kind: 'silence' } } }),
    end: { exitCode: 0, stderr: '', cpuSeconds: 0 },
    benchCores: 0,
  }
}

function heldBy(load: LoadOutcome): number | undefined {
  return heldRateOf(judgedInterval('ramp', load), load)
}

test('a ramp is judged for the last 5 s before its breach, and never for its settling', () => {
  assert.deepEqual(judgedInterval('ramp', outcome(9000)), { from: 4000, to: 9000 })
  assert.deepEqual(judgedInterval('ramp', outcome(5000)), { from: 2000, to: 5000 })
})

test('a ramp held the rate in the middle of these seconds', () => {
  assert.equal(heldBy(outcome(9000)), 165)
})

test('a ramp that broke as soon as it had settled held nothing', () => {
  assert.equal(heldBy(outcome(3500)), undefined)
})

test('a ramp that broke on a level held what it rose to before, not the rate that it failed at', () => {
  assert.equal(heldBy(outcome(19_000)), 190)
})

test('a ramp that did not break held its last rate', () => {
  assert.equal(heldBy(outcome()), 200)
})
