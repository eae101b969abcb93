import assert from 'node:assert/strict'
import test from 'node:test'
import { hash } from '../../k6/schedule.ts'
import type { Capacity } from '../../src/capacity/capacity.ts'
import type { Probe, ProbeResult } from '../../src/capacity/probe.ts'
import { nextStep, type Search } from '../../src/capacity/search.ts'

const upTo = (most: number) => ({ enough: most, most })
const search: Search = { start: 400, ceiling: 3000, lowest: 20, width: 0.05, plateaus: upTo(12) }
const pass: ProbeResult = { kind: 'pass' }
const fail: ProbeResult = { kind: 'fail', breach: { kind: 'saturated', droppedIterations: 1 } }
const invalid: ProbeResult = { kind: 'invalid', reason: { kind: 'lateness', p99Ms: 9, limitMs: 5 } }

/** Plays the search against a system; `answer` sees the rate and how many probes came before. */
function play(
  answer: (rate: number, count: number) => ProbeResult,
  options: Partial<Search> = {},
  known: readonly Probe[] = [],
) {
  const probes: Probe[] = [...known]
  for (;;) {
    const step = nextStep(probes, { ...search, ...options })
    if (step.kind === 'done') return { capacity: step.capacity, probes: probes.slice(known.length) }
    probes.push({ kind: 'probe', rate: step.rate, result: answer(step.rate, probes.length - known.length) })
    assert.ok(probes.length < 100, 'the search does not end')
  }
}

const knee = (at: number) => (rate: number) => (rate <= at ? pass : fail)

function assertBracket(capacity: Capacity, at: number, tolerance: number) {
  assert.equal(capacity.kind, 'bracket')
  if (capacity.kind !== 'bracket') return
  assert.ok(
    capacity.highestPass <= at * (1 + tolerance) && capacity.lowestFail >= at * (1 - tolerance),
    JSON.stringify(capacity),
  )
  assert.ok(capacity.highestPass < capacity.lowestFail)
}

for (const at of [37, 150, 401, 1234, 2900])
  test(`a sharp knee at ${at}/s is bracketed within 5 %`, () => {
    const { capacity } = play(knee(at))
    assertBracket(capacity, at, 0)
    if (capacity.kind === 'bracket')
      assert.ok(capacity.lowestFail - capacity.highestPass <= Math.max(2, 0.05 * capacity.highestPass))
  })

test('a soft knee, where chance decides near it, is bracketed near it', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const soft = (rate: number, count: number) =>
      hash(seed, count) / 2 ** 32 < 1 / (1 + Math.exp((rate - 600) / 20)) ? pass : fail
    assertBracket(play(soft).capacity, 600, 0.15)
  }
})

test('with a tenth of the probes answered wrongly the search still ends, within its plateaus', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const { capacity, probes } = play((rate, count) =>
      rate <= 600 !== hash(seed, count) % 10 > 8 ? pass : fail,
    )
    assert.ok(probes.length <= search.plateaus.most)
    assert.notEqual(capacity.kind, 'invalid')
  }
})

test('without a limit in reach the capacity is a lower bound at the ceiling', () => {
  const { capacity, probes } = play(() => pass)
  assert.deepEqual(capacity, { kind: 'atLeast', highestPass: 3000, reason: 'plan' })
  assert.equal(probes.at(-1)?.rate, 3000)
})

test('where nothing passes the capacity is an upper bound', () => {
  const { capacity } = play(() => fail, { plateaus: upTo(20) })
  assert.equal(capacity.kind, 'below')
  assert.equal(capacity.kind === 'below' && capacity.lowestFail, 20)
})

test('an invalid plateau is repeated once, at the same rate', () => {
  const { probes } = play((rate, count) => (count === 0 ? invalid : knee(500)(rate)))
  assert.equal(probes[0]?.rate, probes[1]?.rate)
  assert.notEqual(probes[1]?.rate, probes[2]?.rate)
})

const askedAgain: readonly { title: string; answers: readonly ProbeResult[] }[] = [
  {
    title: 'an invalid plateau is repeated also where it asks again for a surprising fail',
    answers: [fail, invalid, pass],
  },
  { title: 'a surprising fail is asked again also after an invalid plateau', answers: [invalid, fail, pass] },
]

for (const { title, answers } of askedAgain)
  test(title, () => {
    const ramp: Probe[] = [
      { kind: 'ramp', rate: 900, result: pass },
      { kind: 'ramp', rate: 1000, result: fail },
    ]
    const { probes } = play((rate, count) => answers[count] ?? knee(950)(rate), { first: 190 }, ramp)
    assert.deepEqual(
      probes.slice(0, 4).map(({ rate }) => rate),
      [190, 190, 190, 765],
    )
  })

test('twice invalid ends the search with what is known', () => {
  const { capacity, probes } = play((rate) => (rate > 400 ? invalid : pass))
  assert.deepEqual(capacity, { kind: 'atLeast', highestPass: 400, reason: 'generator' })
  assert.equal(probes.length, 3)
  assert.equal(play(() => invalid).capacity.kind, 'invalid')
})

test('three plateaus narrow what a ramp bracketed, the first of them safely below', () => {
  const ramp: Probe[] = [
    { kind: 'ramp', rate: 390, result: pass },
    { kind: 'ramp', rate: 500, result: fail },
  ]
  const { capacity, probes } = play(knee(430), { plateaus: upTo(3) }, ramp)
  assert.deepEqual(
    probes.map(({ rate }) => rate),
    [332, 416, 458],
  )
  assert.ok(capacity.kind === 'bracket' && capacity.highestPass === 416 && capacity.lowestFail === 458)
})

test('a plateau that fails where the ramp passed overrules it', () => {
  const ramp: Probe[] = [
    { kind: 'ramp', rate: 390, result: pass },
    { kind: 'ramp', rate: 400, result: fail },
  ]
  const { capacity } = play(knee(300), { plateaus: upTo(8) }, ramp)
  assertBracket(capacity, 300, 0)
})

test('a narrow bracket of a ramp is not believed before a plateau has passed', () => {
  const ramp: Probe[] = [
    { kind: 'ramp', rate: 390, result: pass },
    { kind: 'ramp', rate: 395, result: fail },
  ]
  const { probes } = play(knee(392), { plateaus: upTo(5) }, ramp)
  assert.equal(probes[0]?.rate, 332)
})

test('more plateaus than are enough are spent only where none has passed yet', () => {
  const ramp: Probe[] = [
    { kind: 'ramp', rate: 390, result: pass },
    { kind: 'ramp', rate: 500, result: fail },
  ]
  const plateaus = { enough: 2, most: 6 }
  assert.equal(play(knee(430), { plateaus }, ramp).probes.length, 2)
  const { capacity, probes } = play(knee(100), { plateaus }, ramp)
  assert.ok(probes.length > 2 && probes.length <= 6, `${probes.length} plateaus`)
  assertBracket(capacity, 100, 0)
})

test('the rate at which all are compared comes first, then what is safely below the ramp', () => {
  const ramp: Probe[] = [
    { kind: 'ramp', rate: 390, result: pass },
    { kind: 'ramp', rate: 500, result: fail },
  ]
  const rates = (first: number, at = 430) =>
    play(knee(at), { plateaus: upTo(3), first }, ramp).probes.map(({ rate }) => rate)
  assert.deepEqual(rates(100), [100, 332, 416])
  assert.deepEqual(rates(340), [340, 420, 460])
  assert.deepEqual(rates(100, 80), [100, 100, 70])
})

test('twice invalid before anything has passed goes down: what is lower may be measured', () => {
  const { capacity, probes } = play((rate) => (rate > 300 ? invalid : pass))
  assert.deepEqual(
    probes.slice(0, 3).map(({ rate }) => rate),
    [400, 400, 280],
  )
  assert.deepEqual(capacity, { kind: 'atLeast', highestPass: 280, reason: 'generator' })
})
