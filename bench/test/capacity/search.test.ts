import assert from 'node:assert/strict'
import test from 'node:test'
import type { Probe, ProbeResult } from '../../src/capacity/probe.ts'
import { middleOf, play, upTo } from './play.ts'
import { fail, invalid, limitedGenerator, pass, sharpKnee } from './simulated-systems.ts'

const ramp = (held: number, broke: number): readonly Probe[] => [
  { kind: 'ramp', rate: held, result: pass },
  { kind: 'ramp', rate: broke, result: fail },
]
const ratesOf = ({ probes }: { readonly probes: readonly Probe[] }) => probes.map(({ rate }) => rate)

for (const at of [37, 150, 401, 1234, 2900])
  test(`a sharp knee at ${at}/s is bracketed within 7 %, each end seen twice`, () => {
    const { capacity } = play(sharpKnee(at).answer)
    assert.ok(capacity.kind === 'bracket' && capacity.highestPass <= at && at < capacity.lowestFail)
    assert.ok(capacity.lowestFail - capacity.highestPass <= Math.max(1, 0.07 * capacity.highestPass))
    assert.ok(capacity.seen.pass >= 2 && capacity.seen.fail >= 2)
  })

test('without a limit in reach the capacity is a lower bound at the ceiling', () => {
  const { capacity, probes } = play(() => pass)
  assert.deepEqual(capacity, { kind: 'atLeast', highestPass: 3000, reason: 'plan' })
  assert.ok(probes.length <= 8, `${probes.length} plateaus`)
})

test('where nothing passes the capacity is an upper bound, seen twice', () => {
  const { capacity, probes } = play(() => fail)
  assert.equal(capacity.kind === 'below' && capacity.lowestFail, 20)
  assert.ok(probes.slice(-2).every(({ rate }) => rate <= 21))
  assert.ok(probes.length <= 10, `${probes.length} plateaus`)
})

test('an invalid plateau is repeated once, at the same rate', () => {
  const { probes } = play((rate, count) => (count === 0 ? invalid : sharpKnee(500).answer(rate, count)))
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
    const { probes } = play(
      (rate, count) => answers[count] ?? sharpKnee(950).answer(rate, count),
      { first: 190 },
      ramp(900, 1000),
    )
    assert.deepEqual(ratesOf({ probes: probes.slice(0, 3) }), [190, 190, 190])
    assert.ok((probes[3]?.rate ?? 0) > 800)
  })

test('what is invalid twice bounds the search: the lower bound comes close to it', () => {
  const { capacity, probes } = play(limitedGenerator(1300).answer, { start: 1500 })
  assert.ok(capacity.kind === 'atLeast' && capacity.reason === 'generator')
  assert.ok(capacity.highestPass > 1300 / 1.07 && capacity.highestPass <= 1300, `${capacity.highestPass}`)
  assert.ok(probes.length <= 14, `${probes.length} plateaus`)
  assert.equal(play(() => invalid).capacity.kind, 'invalid')
})

test('twice invalid before anything has passed goes down: what is lower may be measured', () => {
  const { probes } = play((rate) => (rate > 300 ? invalid : pass), { plateaus: upTo(3) })
  const [first, second, third] = ratesOf({ probes })
  assert.equal(first, second)
  assert.ok((third ?? 0) < (first ?? 0) * 0.75)
})

test('the first plateau lies where the ramp makes a pass likely, the others close in on the capacity', () => {
  const rates = ratesOf(play(sharpKnee(430).answer, { plateaus: upTo(4) }, ramp(390, 500)))
  assert.deepEqual(rates, [400, 474, 426, 439])
})

test('a plateau that fails where the ramp passed overrules it', () => {
  const { capacity } = play(sharpKnee(300).answer, {}, ramp(390, 400))
  assert.ok(Math.abs(middleOf(capacity) / 300 - 1) < 0.05)
})

test('a narrow bracket of a ramp is not believed before plateaus have agreed', () => {
  const { capacity } = play(sharpKnee(392).answer, {}, ramp(390, 395))
  assert.ok(capacity.kind === 'bracket' && capacity.seen.pass >= 2 && capacity.seen.fail >= 2)
})

test('more plateaus than are enough are spent only where none has passed yet, or the bracket is wide', () => {
  const plateaus = { enough: 2, most: 6 }
  assert.equal(play(sharpKnee(430).answer, { plateaus }, ramp(390, 500)).probes.length, 2)
  const { capacity, probes } = play(sharpKnee(100).answer, { plateaus }, ramp(390, 500))
  assert.ok(probes.length > 2 && probes.length <= 6, `${probes.length} plateaus`)
  assert.ok(capacity.kind === 'bracket' || capacity.kind === 'below')
})

test('the rate at which all are compared comes first', () => {
  const { probes } = play(sharpKnee(430).answer, { plateaus: upTo(3), first: 100 }, ramp(390, 500))
  assert.equal(probes[0]?.rate, 100)
  assert.ok((probes[1]?.rate ?? 0) > 350)
})
