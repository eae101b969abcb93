import assert from 'node:assert/strict'
import { test } from 'node:test'
import { capacityWithin } from '../../../src/analysis/explorer/capacity-within.ts'
import { explore, type Measured } from '../../../src/analysis/explorer/explore.ts'
import type { MeasuredCell, MeasuredLoad } from '../../../src/analysis/explorer/measured.ts'
import { mixedCapacity } from '../../../src/analysis/explorer/mixed-capacity.ts'
import { pass, tooSlow } from '../cohorts.ts'

function plateau(rate: number, latencyMs: number): MeasuredLoad {
  return { kind: 'probe', result: latencyMs < 300 ? pass : tooSlow, points: [{ rate, latencyMs }] }
}

function cell(
  architecture: string,
  writeShare: number,
  { held, failed, loads = [] }: { held: number; failed: number; loads?: readonly MeasuredLoad[] },
): MeasuredCell {
  const { breach } = tooSlow as Extract<typeof tooSlow, { kind: 'fail' }>
  return {
    architecture,
    workload: `${writeShare * 100} % writes`,
    writeShare,
    capacity: { kind: 'bracket', highestPass: held, lowestFail: failed, breach, seen: { pass: 1, fail: 1 } },
    loads,
  }
}

const loads = [plateau(200, 20), plateau(400, 90), plateau(600, 220), plateau(700, 500)]

test('A stricter limit judges every plateau again', () => {
  const measured = cell('a', 0, { held: 600, failed: 700, loads })
  assert.deepEqual(capacityWithin(measured, 300, 300), { held: 600, failed: 700 })
  assert.deepEqual(capacityWithin(measured, 200, 300), { held: 400, failed: 600 })
  assert.deepEqual(capacityWithin(measured, 10, 300), { failed: 200 })
})

test('Beyond the limit of the run nothing was measured: its own capacity is all that is known', () => {
  const measured = cell('a', 0, { held: 600, failed: 700, loads })
  assert.deepEqual(capacityWithin(measured, 1000, 300), { held: 600, failed: 700 })
})

test('A ramp is judged by two seconds in a row, and only where no plateau says anything', () => {
  const points = [30, 40, 350, 50, 150, 160].map((latencyMs, index) => ({
    rate: 100 * (index + 1),
    latencyMs,
  }))
  const ramp: MeasuredLoad = { kind: 'ramp', result: pass, points }
  const measured = { ...cell('a', 0, { held: 600, failed: 700 }), loads: [ramp] }
  assert.deepEqual(capacityWithin(measured, 100, 300), { held: 400, failed: 500 })
  assert.deepEqual(capacityWithin({ ...measured, loads: [ramp, plateau(450, 90)] }, 100, 300), {
    held: 450,
    failed: 500,
  })
})

test('Between only reads and only writes the capacity is 1 / (w / Cw + r / Cr)', () => {
  const points = [
    { workload: 'reads', writeShare: 0, bounds: { held: 1000, failed: 1200 } },
    { workload: 'writes', writeShare: 1, bounds: { held: 500, failed: 600 } },
  ]
  const mixed = mixedCapacity(points, 0.3)
  assert.ok(Math.abs((mixed?.bounds.held ?? 0) - 1 / (0.3 / 500 + 0.7 / 1000)) < 1e-9)
  assert.deepEqual(mixed?.between, ['reads', 'writes'])
  assert.deepEqual(mixedCapacity(points, 1), { bounds: { held: 500, failed: 600 } })
})

test('Outside of the measured mixes, and beside a bound, nothing is claimed', () => {
  const points = [
    { workload: 'reads', writeShare: 0, bounds: { held: 1000 } },
    { workload: 'mixed', writeShare: 0.5, bounds: { held: 500, failed: 600 } },
  ]
  assert.equal(mixedCapacity(points, 0.7), undefined)
  const between = mixedCapacity(points, 0.25)
  assert.equal(between?.bounds.failed, undefined)
  assert.ok(between?.bounds.held)
})

const architectures = ['a', 'b', 'c'].map((name) => ({
  name,
  size: '1 vCPU',
  rival: name === 'c',
  disqualified: [],
}))

const prices = {
  task: 36,
  databaseVcpu: 60,
  storageGib: 0.115,
  fixed: { a: 16, b: 300 },
  requestPerSecond: { write: 0, read: 0 },
}

function measured(cells: readonly MeasuredCell[], more: Partial<Measured> = {}): Measured {
  return { architectures, cells, limitMs: 300, noiseShare: 0.05, sizes: { prices, models: [] }, ...more }
}

const cells = [
  cell('a', 0.5, { held: 600, failed: 700 }),
  cell('b', 0.5, { held: 800, failed: 900 }),
  cell('c', 0.5, { held: 2000, failed: 2100 }),
]

test('The one that holds most wins, one that nobody asked for never', () => {
  const { best } = explore(measured(cells), { limitMs: 300, writeShare: 0.5 })
  assert.deepEqual(
    best.map(({ architecture }) => architecture.name),
    ['b'],
  )
})

test('Architectures closer than the noise are a tie', () => {
  const { best } = explore(measured(cells, { noiseShare: 0.2 }), { limitMs: 300, writeShare: 0.5 })
  assert.equal(best.length, 2)
})

test('A fleet says how much is needed, and who is known to hold that', () => {
  const fleet = { devices: 20_000, intervalSeconds: 60, retentionDays: 90 }
  const { answers, need } = explore(measured(cells), { limitMs: 300, writeShare: 0.5, fleet })
  assert.equal(Math.round(need?.requestsPerSecond ?? 0), 667)
  assert.equal(need?.storedEvents, (20_000 / 60) * 90 * 86_400)
  assert.deepEqual(
    answers.map(({ holds }) => holds),
    ['unknown', 'yes', 'yes'],
  )
})

const both = { write: 2, read: 1 }

test('With sizes and prices the cheapest that holds the fleet is named, and the budget counts', () => {
  const modelOf = (architecture: string) => ({
    architecture,
    demands: { api: both, database: both, bytesAnEvent: 200, bytesADevice: 100 },
    limits: {
      tasks: 3,
      taskVcpu: 1,
      databaseVcpu: 2,
      devices: 1000,
      sloLimitMs: 300,
      held: [{ limitMs: 300, rates: [{ writeShare: 0.5, rate: 600 }] }],
    },
  })
  const sizes = {
    models: [modelOf('a'), modelOf('b')],
    prices,
  }
  const fleet = { devices: 900, intervalSeconds: 10, retentionDays: 90 }
  const question = { limitMs: 300, writeShare: 0.5, fleet }
  const { cheapest } = explore(measured(cells, { sizes }), question)
  assert.equal(cheapest?.architecture.name, 'a')
  assert.equal(cheapest?.size?.tasks, 1)
  const poor = explore(measured(cells, { sizes }), { ...question, budgetUsd: 300 })
  assert.deepEqual(
    poor.best.map(({ architecture }) => architecture.name),
    ['a'],
  )
})

test('What lost or changed events cannot win, whatever it holds', () => {
  const question = { limitMs: 300, writeShare: 0.5 }
  const [winner] = explore(measured(cells), question).best
  const disqualified = architectures.map((each) =>
    each.name === winner?.architecture.name ? { ...each, disqualified: ['mixed'] } : each,
  )
  const { best } = explore(measured(cells, { architectures: disqualified }), question)
  assert.ok(winner && best.length > 0)
  assert.ok(best.every(({ architecture }) => architecture.name !== winner.architecture.name))
})
