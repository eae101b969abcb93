import assert from 'node:assert/strict'
import test from 'node:test'
import { defaultLoad } from '../../k6/load.ts'
import type { CsvEvent } from '../../src/load/csv.ts'
import { createWatch, type LiveWindow } from '../../src/load/watch.ts'
import { defaultSlo } from '../../src/plan/slo.ts'
import { sample } from './samples.ts'

const settings = {
  ...defaultLoad,
  jitterMs: 0,
  stages: [
    { seconds: 0, rate: 200 },
    { seconds: 60, rate: 200 },
  ],
}

/** 200 requests a second, answered after `latencyMs(n)`, as far as they are answered by then. */
function rows(requests: number, latencyMs: (n: number) => number): CsvEvent[] {
  return Array.from({ length: requests }, (_, n) => ({
    kind: 'sample' as const,
    sample: sample({ n, sentAt: 1_000_000 + (n + 1) * 5, latencyMs: latencyMs(n) }),
  }))
}

function windows(events: readonly CsvEvent[], slo = defaultSlo): LiveWindow[] {
  const watch = createWatch({ slo, endpoints: ['write'], settings, settleMs: 0 })
  return events.map(watch).filter((window) => window !== undefined)
}

test('a window is a second long where there are samples enough', () => {
  const found = windows(rows(1000, () => 5))
  assert.equal(found.length, 5)
  assert.ok(found.every(({ from, to }) => to - from >= 1000 && to - from < 1010))
  assert.ok(found.every(({ breach, rate }) => breach === undefined && Math.round(rate) === 200))
})

test('one breaching window is forgiven, the second in a row stops, from where the first began', () => {
  const once = windows(rows(1000, (n) => (n >= 200 && n < 400 ? 400 : 5)))
  assert.equal(once.filter(({ breach }) => breach !== undefined).length >= 1, true)
  const lasting = windows(rows(1600, (n) => (n >= 400 ? 400 : 5)))
  const stop = lasting.find((window) => window.stop !== undefined)?.stop
  assert.equal(stop?.breach.kind, 'latency')
  const firstBreach = lasting.find(({ breach }) => breach !== undefined)
  assert.equal(stop?.at, firstBreach?.from)
})

test('a window without any answer is a breach', () => {
  const silent = [1, 2, 3].map((second) => ({ kind: 'clock' as const, at: 1_000_000 + 1000 + second * 1000 }))
  const found = windows([...rows(190, () => 5), ...silent])
  assert.deepEqual(
    found.map(({ breach }) => breach?.kind),
    [undefined, 'silence', 'silence'],
  )
  assert.equal(found.at(-1)?.stop?.breach.kind, 'silence')
})

test('failures breach by their share of the attempts', () => {
  const failing = rows(1000, () => 5).map((event) =>
    event.kind === 'sample' && event.sample.n % 50 === 0
      ? { ...event, sample: { ...event.sample, status: 503 } }
      : event,
  )
  assert.equal(windows(failing)[0]?.breach?.kind, 'failures')
})

test('a window widens until it holds 100 samples, at most to 5 s', () => {
  const slow = Array.from({ length: 300 }, (_, n) => ({
    kind: 'sample' as const,
    sample: sample({ n, sentAt: 1_000_000 + n * 20, latencyMs: 5 }),
  }))
  const [first] = windows(slow)
  assert.ok(
    first !== undefined && first.to - first.from >= 1900 && first.to - first.from < 2100,
    `${first?.from} ${first?.to}`,
  )
})
