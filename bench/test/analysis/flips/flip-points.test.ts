import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Architecture, baseline, kafka, redis, scale } from '@telemark/architecture'
import { analyse } from '../../../src/analysis/analyse.ts'
import type { Workload } from '../../../src/plan/workload.ts'
import { mixed, readHeavy, writeHeavy } from '../../../src/plan/workloads.ts'
import { flipSentences } from '../../../src/report/flip-sentences.ts'
import { answers, cohortOf, pass, probe, tooSlow, trialOf } from '../cohorts.ts'

const two = cohortOf({ architectures: ['scale', 'kafka'], targetRate: 500 })

test('Between two measured mixes the one that overtakes does so where the straight lines of 1 / capacity cross', () => {
  const { flips } = flipsOf(two, [
    ...both(readHeavy, { scale: 1000, kafka: 500 }),
    ...both(mixed, { scale: 667, kafka: 667 }),
    ...both(writeHeavy, { scale: 500, kafka: 1000 }),
  ])
  const mixes = flips.filter(({ change }) => change.kind === 'mix')
  assert.deepEqual(
    mixes.map(({ now, then }) => [now, then]),
    [
      [winner('scale'), tie('scale', 'kafka')],
      [tie('kafka', 'scale'), winner('kafka')],
    ],
  )
  // scale: 1.0 + w, kafka: 2.0 - w in ms a request; a failing rate 2 % above, and 5 % are a tie.
  const [until = 0, from = 0] = mixes.map(({ at }) => at)
  assert.ok(until > 0.42 && until <= 0.5 && from >= 0.5 && from < 0.58, `${until} ${from}`)
})

test('Without a lead beyond the noise nothing flips, whatever is changed', () => {
  const { flips } = flipsOf(two, [
    ...both(readHeavy, { scale: 1000, kafka: 1010 }),
    ...both(writeHeavy, { scale: 500, kafka: 505 }),
  ])
  assert.deepEqual(
    flips.filter(({ change }) => change.kind === 'mix' || change.kind === 'latency'),
    [],
  )
})

test('A tighter latency limit flips what was only fast enough for the one that was measured', () => {
  const { flips } = flipsOf(one('mixed'), [
    trialOf(scale, mixed, { loads: [plateau(400, 40), plateau(500, 90), probe(520, tooSlow)] }),
    trialOf(kafka, mixed, { loads: [plateau(300, 95), plateau(900, 250), probe(950, tooSlow)] }),
  ])
  const [tighter] = flips.filter(({ change }) => change.kind === 'latency')
  assert.deepEqual(tighter?.now, winner('kafka'))
  assert.equal(tighter?.direction, 'below')
  assert.equal(tighter?.at, 250)
})

test('Who is best for a dollar changes with a price, by the least factor', () => {
  const { flips } = flipsOf(one('mixed'), both(mixed, { scale: 500, kafka: 1400 }))
  const msk = flips.find(
    ({ change, direction }) => change.kind === 'price' && change.service === 'MSK' && direction === 'below',
  )
  assert.deepEqual([msk?.now, msk?.then, msk?.direction], [tie('scale', 'kafka'), winner('kafka'), 'below'])
  assert.ok((msk?.at ?? 0) > 0.5 && (msk?.at ?? 1) < 0.95)
})

test('With much stored what runs matters less: the larger capacity becomes the better buy', () => {
  const { flips } = flipsOf(one('mixed'), both(mixed, { scale: 500, kafka: 1000 }))
  const stored = flips.find(({ change }) => change.kind === 'storage')
  assert.deepEqual(stored?.then.kind === 'tie' || stored?.then, true)
  assert.deepEqual(stored?.now, winner('scale'))
})

test('A dearer architecture is a step for higher targets only if it holds more, beyond the noise', () => {
  const cohort = cohortOf({
    architectures: ['baseline', 'scale', 'redis', 'kafka'],
    workloads: ['write-heavy'],
    targetRate: 1000,
  })
  const { ladders } = flipsOf(cohort, [
    cell(baseline, writeHeavy, 300),
    cell(scale, writeHeavy, 600),
    cell(redis, writeHeavy, 605),
    cell(kafka, writeHeavy, 900),
  ])
  assert.deepEqual(
    ladders[0]?.steps.map(({ architecture, upTo }) => [architecture, upTo]),
    [
      ['baseline', 300],
      ['scale', 600],
      ['kafka', 900],
    ],
  )
})

test('Bounds that decide nothing are refused with the reason, and so is everything where envelopes were off', () => {
  const trials = [
    trialOf(scale, mixed, { loads: [probe(500, pass)] }),
    trialOf(kafka, mixed, { loads: [probe(520, pass)] }),
  ]
  const { flips, refusals } = flipsOf(one('mixed'), trials)
  assert.deepEqual(flips, [])
  assert.match(refusals.map(({ reason }) => reason).join(' '), /bounds only and do not decide/)
  assert.match(refusals.map(({ reason }) => reason).join(' '), /fewer than two mixes/)
  const off = {
    ...two,
    machine: { ...two.machine, envelopes: { kind: 'none', because: 'no cgroups' } as const },
  }
  assert.deepEqual(
    flipsOf(off, trials).refusals.map(({ kind }) => kind),
    ['mix', 'target', 'latency', 'price', 'storage'],
  )
})

test('Flips are said in sentences', () => {
  const findings = analyse(two, [
    ...both(readHeavy, { scale: 1000, kafka: 500 }),
    ...both(mixed, { scale: 400, kafka: 800 }),
    ...both(writeHeavy, { scale: 300, kafka: 1000 }),
  ])
  const text = flipSentences(findings)
    .map(({ workload, sentence }) => `${workload ?? 'all'}: ${sentence}`)
    .join('\n')
  assert.match(
    text,
    /all: kafka wins from \d+ % writes on; below, scale and kafka are tied|all: kafka wins from/,
  )
  assert.match(
    text,
    /write-heavy: The cheapest that holds a target: scale up to 300\/s \(\$249 a month\), then kafka up to 1,000\/s \(\$703 a month\)\./,
  )
  assert.match(text, /all: Not said of the mix: pages of the fleet were not read/)
})

type Cohort = typeof two
type Trials = Parameters<typeof analyse>[1]

function flipsOf(cohort: Cohort, trials: Trials) {
  return analyse(cohort, trials).flips
}

function one(workload: string): Cohort {
  return cohortOf({ architectures: ['scale', 'kafka'], workloads: [workload], targetRate: 500 })
}

function both(workload: Workload, held: { scale: number; kafka: number }): Trials {
  return [cell(scale, workload, held.scale), cell(kafka, workload, held.kafka)]
}

/** It holds `rate`, and fails 2 % above. */
function cell(architecture: Architecture, workload: Workload, rate: number) {
  return trialOf(architecture, workload, { loads: [probe(rate, pass), probe(rate * 1.02, tooSlow)] })
}

function plateau(rate: number, p99Ms: number) {
  return probe(rate, pass, { endpoints: [answers('write', rate * 10, p99Ms)] })
}

function winner(best: string) {
  return { kind: 'winner', best } as const
}

function tie(...between: readonly string[]) {
  return { kind: 'tie', between } as const
}
