import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Architecture, baseline, kafka, redis, scale } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import type { Workload } from '../../src/plan/workload.ts'
import { mixed, readHeavy, writeHeavy } from '../../src/plan/workloads.ts'
import {
  answers,
  busy,
  cohortOf,
  generatorBusy,
  pass,
  probe,
  ramp,
  steady,
  tooSlow,
  trialOf,
} from './cohorts.ts'

const two = cohortOf({ architectures: ['baseline', 'scale'], workloads: ['mixed'], targetRate: 500 })

test('A cell is bracketed by its highest pass and its lowest fail, and holds what it passed', () => {
  const [cell] = cellsOf(two, [trialOf(baseline, mixed, { loads: [probe(500, pass), probe(560, tooSlow)] })])
  assert.equal(cell?.holdsTarget, 'yes')
  assert.equal(
    cell?.capacity?.kind === 'bracket' && `${cell.capacity.highestPass}-${cell.capacity.lowestFail}`,
    '500-560',
  )
  assert.equal(cell?.provisional, false)
})

test('A ramp alone gives a provisional capacity: its judged rate, and that of its first breaching second', () => {
  const [cell] = cellsOf(two, [trialOf(baseline, mixed, { loads: [ramp(300)] })])
  assert.deepEqual(
    cell?.capacity?.kind === 'bracket' && [cell.capacity.highestPass, cell.capacity.lowestFail],
    [300, 310],
  )
  assert.equal(cell?.provisional, true)
  assert.equal(cell?.holdsTarget, 'no')
})

test('The target within the bracket is unknown, not yes and not no', () => {
  const [cell] = cellsOf(two, [trialOf(baseline, mixed, { loads: [probe(490, pass), probe(510, tooSlow)] })])
  assert.equal(cell?.holdsTarget, 'unknown')
})

test('The bottleneck is the component with the largest share of its CPU used up', () => {
  const readings = [...busy('api', 0.99), ...busy('postgres', 0.4), ...busy('loadBalancer', 0.1)]
  const [cell] = cellsOf(two, [
    trialOf(baseline, mixed, { loads: [probe(300, pass), probe(340, tooSlow)], readings }),
  ])
  assert.equal(cell?.bottleneck?.component, 'api')
  assert.equal(cell?.bottleneck?.share?.toFixed(2), '0.99')
})

test('Tasks of one component are added up, and so are their limits', () => {
  const readings = [...busy('api', 0.5, 1), ...busy('api', 0.7, 2)]
  const [cell] = cellsOf(two, [trialOf(scale, mixed, { loads: [probe(300, pass)], readings })], 1)
  assert.equal(cell?.parts?.cpu.api?.cores.toFixed(2), '1.20')
  assert.equal(cell?.parts?.cpu.api?.share?.toFixed(2), '0.60')
})

interface Shares {
  readonly below: number
  readonly atCapacity: number
  readonly postgres?: number
  readonly lowestFail?: number
}

/** 100/s passed, then 400/s, the capacity; the API used these shares of its CPU meanwhile. */
function demandWith({ below, atCapacity, postgres = 0.01, lowestFail = 420 }: Shares) {
  const low = probe(100, pass, { judgedFrom: 101_000, judgedTo: 111_000 })
  const earlier = busy('api', below).map((reading) => ({ ...reading, at: reading.at + 100_000 }))
  const readings = [...busy('api', atCapacity), ...busy('postgres', postgres), ...earlier]
  const loads = [low, probe(400, pass), probe(lowestFail, tooSlow)]
  return cellsOf(two, [trialOf(baseline, mixed, { loads, readings })])[0]?.demand
}

test('What a request costs at the nearest plateau below the capacity predicts the rate at which its busiest component is used up', () => {
  const demand = demandWith({ below: 0.2, atCapacity: 0.84 })
  assert.equal(demand?.cpuMsPerRequest.api?.toFixed(2), '2.10')
  const { rate, by, from, deviation, departure } = demand?.prediction ?? {}
  assert.equal(rate?.toFixed(0), '500')
  assert.deepEqual([by, from], ['api', { source: 'probe', rate: 100 }])
  assert.deepEqual([deviation?.held?.toFixed(2), deviation?.failed?.toFixed(2)], ['-0.20', '-0.16'])
  assert.equal(departure, undefined)
})

test('A capacity far from the prediction departs by the cost of a request, if the predicted CPU was used up', () => {
  const departure = demandWith({ below: 0.4, atCapacity: 0.9 })?.prediction?.departure
  assert.equal(departure?.kind, 'costChanged')
  assert.deepEqual(
    [departure?.cost.before, departure?.cost.now].map((cost) => `${cost?.ms.toFixed(2)} at ${cost?.rate}`),
    ['4.00 at 100', '2.25 at 400'],
  )
})

test('If it was not used up, what else ended the cell explains it', () => {
  const more = { atCapacity: 0.5, postgres: 0.95 }
  const departure = demandWith({ below: 0.1, ...more })?.prediction?.departure
  assert.equal(departure?.kind === 'endedByOther' && departure.bottleneck.component, 'postgres')
})

test('If nothing was used up, a capacity far from the prediction stays unexplained', () => {
  const { rate, departure } = demandWith({ below: 0.1, atCapacity: 0.5 })?.prediction ?? {}
  assert.equal(rate?.toFixed(0), '1000')
  assert.equal(departure?.kind, 'unexplained')
})

test('The end of the bracket that is farther away wants the explanation', () => {
  const demand = demandWith({ below: 0.26, atCapacity: 0.9, lowestFail: 500 })
  assert.deepEqual(
    [demand?.prediction?.deviation.held?.toFixed(2), demand?.prediction?.deviation.failed?.toFixed(2)],
    ['0.04', '0.30'],
  )
  assert.equal(demand?.prediction?.departure?.kind, 'costChanged')
})

test('A bracket so wide that the cost at the capacity predicts only one end of it is called wide', () => {
  const demand = demandWith({ below: 0.2, atCapacity: 0.9, lowestFail: 700 })
  assert.equal(demand?.prediction?.departure?.kind, 'wideBracket')
})

test('Where only the capacity itself has a plateau, the first seconds of the ramp predict, once it has settled', () => {
  const readings = busy('api', 0.1)
  const [cell] = cellsOf(two, [trialOf(baseline, mixed, { loads: [ramp(100), probe(900, pass)], readings })])
  assert.deepEqual(cell?.demand?.prediction?.from, { source: 'rampWindows', rate: 45 })
  assert.equal(cell?.demand?.prediction?.rate.toFixed(0), '450')
})

test('Where the plateaus below the capacity are far from it, the seconds of the ramp just below it predict', () => {
  const readings = busy('api', 0.1)
  const loads = [ramp(120), probe(50, pass), probe(110, pass)]
  const [cell] = cellsOf(two, [trialOf(baseline, mixed, { loads, readings })])
  assert.deepEqual(cell?.demand?.prediction?.from, { source: 'rampWindows', rate: 85 })
  assert.equal(cell?.demand?.prediction?.rate.toFixed(0), '850')
})

test('Without a load below the capacity nothing is predicted', () => {
  const [cell] = cellsOf(two, [
    trialOf(baseline, mixed, { loads: [probe(400, pass)], readings: busy('api', 0.8) }),
  ])
  assert.equal(cell?.demand?.prediction, undefined)
  assert.equal(cell?.demand?.cpuMsPerRequest.api?.toFixed(2), '2.00')
})

test('At the common rate a plateau within 10 % stands for a cell, otherwise the seconds of its ramp', () => {
  const trials = [
    trialOf(baseline, mixed, { loads: [probe(100, pass), probe(120, tooSlow)] }),
    trialOf(scale, mixed, { loads: [ramp(300), probe(290, pass), probe(310, tooSlow)] }),
  ]
  const [findings] = analyse(two, trials).workloads
  assert.equal(findings?.commonRate, 100)
  assert.equal(findings?.cells[0]?.atCommonRate?.source, 'probe')
  assert.equal(findings?.cells[1]?.atCommonRate?.source, 'rampWindows')
  assert.equal(findings?.cells[1]?.atCommonRate?.rate, 95, 'the seconds offered 90 and 100 requests')
})

test('Lost events are added up over all loads, and who lost any cannot win', () => {
  const lossy = probe(900, pass, {
    audit: { acknowledged: 10, stored: 8, lost: 2, duplicated: 0, phantom: 0, uncertain: 0 },
  })
  const { workloads, verdict } = analyse(two, [
    trialOf(baseline, mixed, { loads: [probe(300, pass), probe(340, tooSlow)] }),
    trialOf(scale, mixed, { loads: [lossy, probe(990, tooSlow)] }),
  ])
  assert.equal(workloads[0]?.cells[1]?.audit.lost, 2)
  assert.deepEqual(verdict.workloads[0]?.excluded, ['scale'])
  assert.equal(verdict.workloads[0]?.ruling.kind, 'withheld')
})

test('An invalid cell has no capacity, and says why', () => {
  const [cell] = cellsOf(two, [trialOf(baseline, mixed, { loads: [probe(300, generatorBusy)] })])
  assert.equal(cell?.capacity?.kind, 'invalid')
  assert.equal(cell?.holdsTarget, 'unknown')
})

test('The stress load counts for the audit and the claim, never for the capacity', () => {
  const stress = ramp(800, { kind: 'stress', result: pass })
  const { workloads, claims } = analyse(two, [
    trialOf(baseline, mixed, { loads: [probe(300, pass), probe(340, tooSlow)] }),
    trialOf(scale, mixed, { loads: [probe(700, pass), probe(740, tooSlow), stress] }),
  ])
  assert.equal(workloads[0]?.cells[1]?.audit.acknowledged, 3000)
  assert.equal(
    workloads[0]?.cells[1]?.capacity?.kind === 'bracket' && workloads[0].cells[1].capacity.highestPass,
    700,
  )
  assert.deepEqual(
    claims.map(({ intended, kept }) => [intended, kept]),
    [['holds stress load', 'yes']],
  )
})

test('A trial whose record is missing is warned about', () => {
  const trial = trialOf(baseline, mixed, { loads: [probe(300, pass)] })
  const { warnings } = analyse(two, [
    { ...trial, number: 3 },
    { ...trial, number: 1 },
  ])
  assert.deepEqual(
    warnings.map(({ message }) => message),
    ['The record of trial 2 is missing: what it measured is not in this report.'],
  )
})

test('How a comparison ended is in its findings: what was said of no trial, and a last trial that is missing', () => {
  const trial = trialOf(baseline, mixed, { loads: [probe(300, pass)] })
  const { warnings } = analyse(two, [trial], {
    version: 2,
    outcome: 'interrupted',
    trials: 2,
    warnings: [{ kind: 'budgetExhausted', message: 'scale: no time left' }],
  })
  assert.deepEqual(
    warnings.map(({ kind }) => kind),
    ['budgetExhausted', 'endedEarly', 'trialMissing'],
  )
})

test('Stress is compared under the workload that it was run under', () => {
  const cohort = cohortOf({ architectures: ['baseline', 'scale'], workloads: ['write-heavy', 'mixed'] })
  const stressed = (architecture: Architecture, workload: Workload, rate: number) =>
    trialOf(architecture, workload, { loads: [ramp(rate, { kind: 'stress' })] })
  const { claims } = analyse(cohort, [
    stressed(baseline, writeHeavy, 150),
    stressed(baseline, mixed, 250),
    stressed(scale, writeHeavy, 200),
    stressed(scale, mixed, 300),
  ])
  assert.deepEqual(
    claims.flatMap(({ measured, kept }) => measured.map(({ value, against }) => [value, against, kept])),
    [[300, 250, 'partly']],
  )
})

test('Cache hits and updates are shown only where the workload reads and writes', () => {
  const reading = steady('redis', 'keyspaceMisses', 0)
  const counting = Array.from({ length: 13 }, (_, second) => [
    { at: second * 1000, component: 'redis', task: 1, metric: 'keyspaceHits', value: second * 10 } as const,
    { at: second * 1000, component: 'postgres', task: 1, metric: 'rowsUpdated', value: second * 10 } as const,
  ]).flat()
  const partsUnder = (workload: Workload) => {
    const cohort = cohortOf({ architectures: ['redis'], workloads: [workload.name] })
    const loads = [probe(100, pass)]
    return cellsOf(cohort, [trialOf(redis, workload, { loads, readings: [...reading, ...counting] })])[0]
      ?.parts
  }
  assert.equal(partsUnder(writeHeavy)?.redisHitShare, undefined)
  assert.equal(partsUnder(writeHeavy)?.committedVariation, 0)
  assert.equal(partsUnder(readHeavy)?.redisHitShare, 1)
  assert.equal(partsUnder(readHeavy)?.committedVariation, undefined)
})

test('Claims follow from what an architecture adds to the one before it', () => {
  const all = cohortOf({ architectures: ['baseline', 'scale', 'redis', 'kafka'] })
  const said = analyse(all, []).claims.map(
    ({ architecture, against, intended }) => `${architecture}/${against}: ${intended}`,
  )
  assert.deepEqual(said, [
    'scale/baseline: holds stress load',
    'redis/scale: faster reads',
    'redis/scale: less load on the database',
    'kafka/redis: more writes',
    'kafka/redis: smoother ingestion',
  ])
})

test('More writes and faster reads are kept when the figures are better by more than 5 %', () => {
  const cohort = cohortOf({ architectures: ['scale', 'redis', 'kafka'], workloads: ['write-heavy'] })
  const { claims } = analyse(cohort, [
    trialOf(scale, writeHeavy, { loads: [probe(500, pass), probe(520, tooSlow)] }),
    trialOf(redis, writeHeavy, { loads: [probe(500, pass), probe(520, tooSlow)] }),
    trialOf(kafka, writeHeavy, { loads: [probe(900, pass), probe(950, tooSlow)] }),
  ])
  assert.equal(claims.find(({ intended }) => intended === 'more writes')?.kept, 'yes')
  assert.equal(
    claims.find(({ intended }) => intended === 'faster reads')?.kept,
    'unknown',
    'nothing was read',
  )
})

test('What a workload does not call is not summed', () => {
  const load = probe(100, pass, { endpoints: [answers('write', 1000, 20)] })
  const [cell] = cellsOf(two, [trialOf(baseline, mixed, { loads: [load] })])
  assert.deepEqual(cell?.atCapacity?.statuses, { 201: 1000 })
  assert.equal(cell?.atCapacity?.attempts, 1000)
})

function cellsOf(cohort: typeof two, trials: Parameters<typeof analyse>[1], from = 0) {
  return (analyse(cohort, trials).workloads[0]?.cells ?? []).slice(from)
}
