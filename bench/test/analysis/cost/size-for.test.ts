import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { type SizeModel, type SizePrices, sizeFor, type Wish } from '../../../src/analysis/cost/size-for.ts'

const prices: SizePrices = {
  task: 36,
  databaseVcpu: 60,
  storageGib: 0.1,
  fixed: { scale: 16 },
  requestPerSecond: { write: 0, read: 0 },
}

const model: SizeModel = {
  architecture: 'scale',
  demands: {
    api: { write: 5, read: 2.5 },
    database: { write: 2, read: 1 },
    bytesAnEvent: 280,
    bytesADevice: 800,
  },
  limits: {
    tasks: 3,
    taskVcpu: 1,
    databaseVcpu: 2,
    devices: 20_000,
    sloLimitMs: 300,
    held: [
      { limitMs: 200, rates: rates(600, 400, 300) },
      { limitMs: 300, rates: rates(1200, 800, 600) },
    ],
  },
}

/** 20,000 devices every 5 minutes are 66.7 writes a second. */
const fleet: Wish = { devices: 20_000, intervalSeconds: 300, retentionDays: 90, writeShare: 0.5 }

test('Within what was measured a fleet gets its tasks, its storage and its price', () => {
  const answer = sizeFor({ ...model, prices }, fleet)
  assert.equal(answer.requestsPerSecond.toFixed(1), '133.3')
  assert.equal(answer.tasks, 1)
  assert.equal(answer.databaseVcpu, 2)
  // 518 million events of 280 bytes are 135.2 GiB, and a fifth more.
  assert.equal(answer.storageGib, 163)
  assert.equal(answer.monthlyUsd.toFixed(2), (36 + 120 + 16.3 + 16).toFixed(2))
  assert.equal(answer.validity, 'measured')
})

test('A target of more requests needs more tasks, and beyond what was held it says so', () => {
  assert.equal(sizeFor({ ...model, prices }, { ...fleet, targetRate: 800 }).tasks, 3)
  assert.equal(sizeFor({ ...model, prices }, { ...fleet, targetRate: 800 }).validity, 'measured')
  const beyond = sizeFor({ ...model, prices }, { ...fleet, targetRate: 1600 })
  assert.equal(beyond.tasks, 6)
  assert.equal(beyond.databaseVcpu, 4)
  assert.match(beyond.validity, /1,600 requests a second are more than the 800 that were held/)
  assert.match(beyond.validity, /6 tasks are more than the 3 that ran/)
  assert.match(beyond.validity, /PostgreSQL was measured with 2 vCPU, not with 4/)
})

test('Between measured mixes, with a larger fleet or another limit the figures are a model of what was measured', () => {
  const validity = (wish: Partial<Wish>) => sizeFor({ ...model, prices }, { ...fleet, ...wish }).validity
  assert.match(validity({ writeShare: 0.7 }), /70 % writes lies between those that were measured/)
  assert.match(validity({ devices: 50_000 }), /50,000 devices is larger than the measured 20,000/)
  assert.match(validity({ latencyLimitMs: 150 }), /Below 200 ms no rate was held/)
  assert.match(validity({ latencyLimitMs: 250 }), /only the highest rate that was probed and held is known/)
})

test('A tighter latency limit needs more tasks, because less was held under it', () => {
  assert.equal(sizeFor({ ...model, prices }, { ...fleet, targetRate: 800, latencyLimitMs: 200 }).tasks, 6)
})

test('Reads a second say the mix, where no mix is given', () => {
  const { writeShare: _, ...without } = fleet
  const answer = sizeFor({ ...model, prices }, { ...without, readsPerSecond: 200 / 3 })
  assert.equal(answer.requestsPerSecond.toFixed(1), '133.3')
  assert.equal(answer.validity, 'measured')
})

test('The file imports nothing, so that a page can carry it', async () => {
  const source = await readFile(new URL('../../../src/analysis/cost/size-for.ts', import.meta.url), 'utf8')
  assert.doesNotMatch(source, /^import /m)
})

function rates(read: number, both: number, write: number) {
  return [
    { writeShare: 0, rate: read },
    { writeShare: 0.5, rate: both },
    { writeShare: 1, rate: write },
  ]
}
