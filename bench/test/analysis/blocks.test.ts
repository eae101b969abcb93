import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Architecture, baseline, batched, kafka, redis, scale } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import type { Workload } from '../../src/plan/workload.ts'
import { mixed, readHeavy, writeHeavy } from '../../src/plan/workloads.ts'
import type { CohortRecord, LoadRecord } from '../../src/record/record.ts'
import { answers, cohortOf, pass, probe, ramp, tooSlow, trialOf } from './cohorts.ts'

const four = cohortOf({ architectures: ['baseline', 'scale', 'redis', 'kafka'], workloads: ['mixed'] })
const noise = [0.03, -0.04, 0.01, 0.05, -0.05, 0.02, -0.03, 0.04, -0.01, 0, 0.02]

/** A bracket of 6 % around `capacity` and a little noise, in block after block. */
function inBlocks(
  architecture: Architecture,
  capacities: readonly number[],
  workload: Workload = mixed,
): Parameters<typeof analyse>[1] {
  return capacities.map((capacity, index) => {
    const shift = noise[(index * 4 + architecture.name.charCodeAt(0)) % noise.length] ?? 0
    const middle = capacity * (1 + shift)
    const loads = [probe(middle / 1.03, pass), probe(middle * 1.03, tooSlow)]
    return { ...trialOf(architecture, workload, { loads }), block: index + 1, number: index + 1 }
  })
}

function verdictOf(cohort: CohortRecord, trials: Parameters<typeof analyse>[1]) {
  const [found] = analyse(cohort, trials).verdict.workloads
  assert.ok(found)
  return found
}

const blocks = (capacity: number, count: number) => Array.from({ length: count }, () => capacity)

test('Over blocks the best is named with the ratio of the capacities and its interval', () => {
  const { ruling, inTheRace, comparisons } = verdictOf(four, [
    ...inBlocks(baseline, blocks(300, 4)),
    ...inBlocks(scale, blocks(500, 4)),
    ...inBlocks(redis, blocks(550, 4)),
    ...inBlocks(kafka, blocks(1000, 4)),
  ])
  assert.ok(ruling.kind === 'winner' && ruling.basis === 'blocks' && ruling.interval)
  assert.deepEqual([ruling.best, ruling.runnerUp], ['kafka', 'redis'])
  assert.ok(
    ruling.interval.from > 1.5 && ruling.interval.from < ruling.ratio && ruling.ratio < ruling.interval.to,
  )
  assert.deepEqual(
    comparisons.map(({ best, other }) => [best, other]),
    [
      ['kafka', 'redis'],
      ['kafka', 'scale'],
      ['kafka', 'baseline'],
    ],
  )
  assert.deepEqual(inTheRace, [], 'no further block is needed')
})

test('A block that is slower for all changes nothing: blocks are compared within themselves', () => {
  const slower = [1000, 600, 1000, 700]
  const { ruling } = verdictOf(
    four,
    [baseline, scale, redis, kafka].flatMap((architecture, index) =>
      inBlocks(
        architecture,
        slower.map((capacity) => capacity * ([0.3, 0.5, 0.55, 1][index] ?? 1)),
      ),
    ),
  )
  assert.ok(ruling.kind === 'winner' && ruling.basis === 'blocks' && ruling.best === 'kafka')
})

test('What blocks cannot tell apart is a tie, and stays in the race; who is proven to be behind does not', () => {
  const { ruling, inTheRace } = verdictOf(four, [
    ...inBlocks(baseline, blocks(300, 3)),
    ...inBlocks(scale, blocks(500, 3)),
    ...inBlocks(redis, blocks(980, 3)),
    ...inBlocks(kafka, blocks(1000, 3)),
  ])
  assert.deepEqual(ruling.kind === 'tie' && ruling.between.toSorted(), ['kafka', 'redis'])
  assert.deepEqual(inTheRace.toSorted(), ['kafka', 'redis'])
})

test('With two blocks nothing is proven yet: brackets that do not overlap in any of them decide for now', () => {
  const { ruling, inTheRace } = verdictOf(four, [
    ...inBlocks(baseline, blocks(300, 2)),
    ...inBlocks(scale, blocks(500, 2)),
    ...inBlocks(redis, blocks(840, 2)),
    ...inBlocks(kafka, blocks(1000, 2)),
  ])
  assert.ok(ruling.kind === 'winner' && ruling.basis === 'brackets' && ruling.interval === undefined)
  assert.deepEqual(inTheRace, ['kafka', 'redis'], 'half as much again is clear, a fifth is not')
})

test('No interval proves a lead over an architecture that some block could not break', () => {
  const unbroken = inBlocks(kafka, blocks(1000, 4)).map((trial, index) =>
    index === 2 ? { ...trial, loads: [probe(1300, pass)] } : trial,
  )
  const others = [...inBlocks(baseline, blocks(300, 4)), ...inBlocks(scale, blocks(500, 4))]
  const ahead = verdictOf(four, [...others, ...inBlocks(redis, blocks(2000, 4)), ...unbroken])
  assert.equal(ahead.ruling.kind === 'winner' && ahead.ruling.basis, 'brackets', 'it may hold more')
  const behind = verdictOf(four, [...others, ...inBlocks(redis, blocks(550, 4)), ...unbroken])
  assert.ok(behind.ruling.kind === 'winner' && behind.ruling.best === 'kafka')
})

test('Over blocks a cell has an interval with its confidence, from one block its widened bracket without', () => {
  const trials = [
    ...inBlocks(baseline, blocks(300, 3)),
    ...inBlocks(scale, blocks(500, 3)),
    ...inBlocks(redis, blocks(550, 3)),
    ...inBlocks(kafka, blocks(1000, 1)),
  ]
  const intervalOf = (some: typeof trials, name: string) =>
    analyse(four, some).workloads[0]?.cells.find(({ architecture }) => architecture === name)?.interval
  const { from = 0, to = 0, confidence, blocks: seen } = intervalOf(trials, 'scale') ?? { blocks: 0 }
  assert.ok(from > 420 && from < 500 && to > 500 && to < 600, `${from}-${to}`)
  assert.deepEqual([confidence, seen], [0.95, 3])
  const once = intervalOf(
    trials.filter(({ block }) => block === 1),
    'scale',
  )
  assert.ok(once?.confidence === undefined && (once?.from ?? 0) < 500 && (once?.to ?? 0) > 500)
})

test('A rank stands within each durability class, where anything is written', () => {
  const trials = [
    ...inBlocks(baseline, blocks(300, 3)),
    ...inBlocks(scale, blocks(500, 3)),
    ...inBlocks(redis, blocks(900, 3)),
    ...inBlocks(kafka, blocks(1000, 3)),
  ]
  assert.deepEqual(
    verdictOf(four, trials).classes.map(({ survives, ranked }) => [survives, ranked]),
    [
      [
        ['process', 'power'],
        ['redis', 'scale', 'baseline'],
      ],
      [['process'], ['kafka']],
    ],
  )
  const reads = cohortOf({ architectures: ['redis', 'kafka'], workloads: ['read-heavy'] })
  const reading = [redis, kafka].flatMap((each) => inBlocks(each, blocks(900, 2), readHeavy))
  assert.deepEqual(verdictOf(reads, reading).classes, [])
})

test('Who stored events twice, or other values than were sent, or shows them too late, cannot win', () => {
  const two = cohortOf({ architectures: ['baseline', 'scale', 'kafka'], workloads: ['write-heavy'] })
  const { audit } = probe(1, pass)
  const trials = (more: Partial<LoadRecord>) => [
    trialOf(baseline, writeHeavy, { loads: [probe(300, pass), probe(310, tooSlow)] }),
    trialOf(scale, writeHeavy, { loads: [probe(500, pass), probe(510, tooSlow)] }),
    trialOf(kafka, writeHeavy, { loads: [probe(900, pass, more), probe(910, tooSlow)] }),
  ]
  const found = verdictOf(two, trials({ audit: { ...audit, duplicated: 1 } }))
  assert.deepEqual(found.disqualified, [{ architecture: 'kafka', because: ['duplicated'] }])
  assert.equal(found.ruling.kind === 'winner' && found.ruling.best, 'scale')
  assert.deepEqual(verdictOf(two, trials({})).disqualified, [])
})

test('By latency and failures alone a load that only stored too late has passed: that ranking stands beside', () => {
  const two = cohortOf({ architectures: ['redis', 'kafka'], workloads: ['write-heavy'] })
  const late = { kind: 'fail', breach: { kind: 'completion', observed: 0.4, limit: 0.99 } } as const
  const { verdict } = analyse(two, [
    trialOf(redis, writeHeavy, { loads: [probe(500, pass), probe(520, tooSlow)] }),
    trialOf(kafka, writeHeavy, {
      loads: [probe(300, pass), probe(320, late), probe(900, late), probe(950, tooSlow)],
    }),
  ])
  const bestOf = ({ workloads: [found] }: typeof verdict.withoutFreshness) =>
    found?.ruling.kind === 'winner' && found.ruling.best
  assert.equal(bestOf(verdict), 'redis')
  assert.equal(bestOf(verdict.withoutFreshness), 'kafka')
})

test('A ramp that was stopped because events were stored too late has held what it held, and did not break', () => {
  const two = cohortOf({ architectures: ['redis', 'kafka'], workloads: ['write-heavy'] })
  const lag = { kind: 'fail', breach: { kind: 'lag', observedSeconds: 2, limitSeconds: 1 } } as const
  const { verdict } = analyse(two, [
    trialOf(redis, writeHeavy, { loads: [probe(500, pass), probe(520, tooSlow)] }),
    trialOf(kafka, writeHeavy, { loads: [ramp(800, { result: lag })] }),
  ])
  assert.equal(verdict.workloads[0]?.ruling.kind, 'winner')
  const [beside] = verdict.withoutFreshness.workloads
  assert.ok(beside?.ruling.kind === 'winner' && beside.ruling.best === 'kafka')
})

test('One architecture under two names is an A/A pair in every workload; of 20 pairs a rate of false alarms is claimed', () => {
  const names = ['arm-1', 'arm-2', 'arm-3', 'arm-4', 'arm-5', 'arm-6', 'arm-7']
  const arms = names.map((name): Architecture => ({ ...batched, name }))
  const cohort = { ...four, plan: { ...four.plan, architectures: arms } }
  const { noise: found } = analyse(
    cohort,
    arms.flatMap((arm) => inBlocks(arm, blocks(500, 3))),
  ).verdict
  assert.deepEqual([found.pairs.pairs, found.pairs.differ], [21, 0])
  assert.equal(found.pairs.bound?.share.toFixed(3), '0.133')
})

test('A confirmation with too many slow answers for the bound is unproven, and confirms no rate', () => {
  const confirmation = (rate: number, slow: number) =>
    probe(rate, pass, { kind: 'confirmation', endpoints: [{ ...answers('write', 2000, 200), slow }] })
  const cellOf = (...loads: readonly LoadRecord[]) =>
    analyse(four, [trialOf(baseline, mixed, { loads })]).workloads[0]?.cells[0]
  const unproven = cellOf(confirmation(500, 13), probe(550, tooSlow))
  assert.equal(unproven?.confirmedRate, undefined)
  assert.deepEqual([unproven?.confirmation?.rate, unproven?.confirmation?.proven], [500, false])
  const lower = cellOf(confirmation(500, 13), confirmation(450, 12), probe(550, tooSlow))
  assert.equal(lower?.confirmedRate, 450)
  assert.equal(lower?.confirmation?.proven, true)
  assert.equal(lower?.capacity?.kind === 'bracket' && lower.capacity.highestPass, 500)
})
