import assert from 'node:assert/strict'
import test from 'node:test'
import { witnessLabel } from '../../k6/witness.ts'
import { disagreement, witnessOf } from '../../src/trial/witness.ts'
import { sample } from '../load/samples.ts'

const run = 3

/** As many requests as `ms` has values, by both clocks. */
function seen(generator: readonly number[], balancer: readonly number[]) {
  const samples = generator.map((latencyMs, n) => sample({ n, latencyMs }))
  const timings = balancer.map((ms, n) => ({ run, n, ms }))
  return witnessOf(samples, { timings, run })
}

const hundred = (ms: number) => Array.from({ length: 100 }, () => ms)

test('only requests that both clocks saw and that succeeded are compared', () => {
  const samples = [sample({ n: 0, latencyMs: 9 }), sample({ n: 1, status: 503 }), sample({ n: 2 })]
  const timings = [
    { run, n: 0, ms: 8 },
    { run, n: 1, ms: 8 },
    { run: 4, n: 2, ms: 8 },
  ]
  const witness = witnessOf(samples, { timings, run })
  assert.equal(witness?.requests, 1)
  assert.deepEqual([witness?.generator.p50Ms, witness?.balancer.p50Ms], [9, 8])
  assert.equal(witnessOf(samples, { timings: [], run }), undefined)
})

test('clocks that differ by more than a tenth disagree', () => {
  assert.equal(disagreement(seen(hundred(200), hundred(181)), undefined), undefined)
  const reason = disagreement(seen(hundred(200), hundred(179)), undefined)
  assert.deepEqual(reason, {
    kind: 'witnessDisagrees',
    percentile: 50,
    generatorMs: 200,
    balancerMs: 179,
    limitMs: 20,
  })
  assert.equal(disagreement(seen(hundred(179), hundred(200)), undefined)?.kind, 'witnessDisagrees')
})

test('a few milliseconds are no disagreement, however large a share they are', () => {
  assert.equal(disagreement(seen(hundred(1.8), hundred(1)), undefined), undefined)
  assert.equal(disagreement(seen(hundred(6.9), hundred(1)), undefined)?.kind, 'witnessDisagrees')
})

test('what the null service showed is taken off first', () => {
  const usual = seen(hundred(4), hundred(1))
  assert.equal(disagreement(seen(hundred(9), hundred(2)), usual), undefined)
  assert.notEqual(disagreement(seen(hundred(9), hundred(2)), undefined), undefined)
})

test('the tail is compared as well as the middle, and too few requests are not', () => {
  const generator = [...hundred(10).slice(0, 90), ...hundred(80).slice(0, 10)]
  assert.equal(disagreement(seen(generator, hundred(10)), undefined)?.kind, 'witnessDisagrees')
  assert.equal(disagreement(seen(hundred(200).slice(0, 49), hundred(1)), undefined), undefined)
})

test('about one request in ten is witnessed, and neither always the same endpoint nor the same of each ten', () => {
  const labelled = Array.from({ length: 10_000 }, (_, n) => n).filter(
    (n) => witnessLabel(run, n) === `${run}-${n}`,
  )
  assert.ok(Math.abs(labelled.length - 1000) < 100, `${labelled.length}`)
  for (const remainder of [0, 1])
    assert.ok(labelled.filter((n) => n % 2 === remainder).length > 400, `remainder ${remainder}`)
})
