import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { canaryRun, delayOf, isFresh } from '../../k6/canaries.ts'
import { eventId } from '../../k6/event-id.ts'
import { canaryDevices, canaryRate, canarySettings } from '../../src/load/canaries.ts'
import { type Canary, createCanaryBook } from '../../src/load/canary.ts'
import { createCsvParser } from '../../src/load/csv.ts'
import { freshnessOf } from '../../src/load/freshness.ts'
import { settingsFor } from '../../src/load/settings.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import type { Workload } from '../../src/plan/workload.ts'
import { readHeavy, writeHeavy } from '../../src/plan/workloads.ts'

/** Written by k6 2.2.0: two canaries whose writes took 0.3 s, read after 0.1 s. */
const rows = readFileSync(new URL('k6-canaries.csv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')

test("k6's rows of canaries become canaries, and no samples", () => {
  const parse = createCsvParser()
  const book = createCanaryBook()
  for (const row of rows) {
    const event = parse(row)
    assert.notEqual(event?.kind, 'sample')
    if (event !== undefined) book.add(event)
  }
  const canaries = book.canaries()
  assert.deepEqual(
    canaries.map(({ n, status, read }) => [n, status, read?.delayMs, read?.fresh]),
    [
      [0, 200, 100, true],
      [1, 200, 100, true],
    ],
  )
  for (const { sentAt, read } of canaries) {
    const afterMs = (read?.sentAt ?? 0) - sentAt
    assert.ok(afterMs >= 99 && afterMs < 110, `read after ${afterMs} ms`)
  }
})

function canary(n: number, { fresh = true, delayMs = 1000, lateMs = 0, status = 201 } = {}): Canary {
  return { n, sentAt: n, status, read: { delayMs, sentAt: n + delayMs + lateMs, fresh } }
}

const interval = { from: 0, to: 2000 }

test('canaries are counted by their delay, those of the interval only', () => {
  const canaries = [
    canary(1),
    canary(2, { fresh: false }),
    canary(3, { delayMs: 100, fresh: false }),
    canary(2000),
  ]
  assert.deepEqual(freshnessOf(canaries, interval), [
    { delayMs: 100, asked: 1, fresh: 0 },
    { delayMs: 1000, asked: 2, fresh: 1 },
  ])
})

test('what is read after the interval does not count: a ramp that broke meanwhile had held its rate', () => {
  assert.deepEqual(freshnessOf([canary(1), canary(1500, { fresh: false })], interval), [
    { delayMs: 1000, asked: 1, fresh: 1 },
  ])
})

test('what nobody acknowledged need not be fresh, and a read that was sent late or cut off proves nothing', () => {
  const canaries = [
    canary(1, { status: 503, fresh: false }),
    canary(2, { status: 0, fresh: false }),
    canary(3, { lateMs: 6 }),
    { n: 4, sentAt: 4, status: 201 },
    canary(5, { lateMs: 4, fresh: false }),
  ]
  assert.deepEqual(freshnessOf(canaries, interval), [{ delayMs: 1000, asked: 1, fresh: 0 }])
})

test('an answer is fresh if it is the canary or a later one of the same run', () => {
  const run = canaryRun(7)
  const answer = (n: number, of = run) =>
    `{"device_id":"x","event_id":"${eventId({ run: of, n, timeMs: 1_795_465_536_000 })}","measurements":{}}`
  assert.equal(isFresh(answer(5), { run, n: 5 }), true)
  assert.equal(isFresh(answer(25), { run, n: 5 }), true)
  assert.equal(isFresh(answer(4), { run, n: 5 }), false)
  assert.equal(isFresh(answer(5, 7), { run, n: 5 }), false)
  assert.equal(isFresh('{"event_id":"019aaf2e-8c5e-7d61-9d7b-0f4f2f9f6a11"}', { run, n: 5 }), false)
  assert.equal(isFresh('', { run, n: 5 }), false)
})

test('canaries are read after each delay in turn, every second one at the limit, before their device is used again', () => {
  const settings = canarySettings(1, { withinMs: 1000 })
  const delays = Array.from({ length: 6 }, (_, n) => delayOf(n, settings))
  assert.deepEqual(delays, [100, 1000, 250, 1000, 500, 1000])
  const jitterMs = 100
  assert.ok((canaryDevices / canaryRate) * 1000 > Math.max(...delays) + 2 * jitterMs)
})

test('canaries fly beside loads that write, where the fleet has devices for them, and never for the load itself', () => {
  const settings = (workload: Workload, canaries: boolean) =>
    settingsFor({ plan: planFor(), workload, stages: [{ seconds: 1, rate: 1 }], run: 4, canaries })
  assert.equal(settings(writeHeavy, true).canaries?.run, canaryRun(4))
  assert.equal(settings(readHeavy, true).canaries, undefined)
  assert.equal(settings(writeHeavy, false).canaries, undefined)
  assert.equal(settings(writeHeavy, true).devices, planFor().fleet.devices)
})
