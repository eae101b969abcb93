import assert from 'node:assert/strict'
import test from 'node:test'
import { middleOf, play } from './play.ts'
import {
  flaky,
  lateBacklog,
  noisy,
  normal,
  rampOf,
  type SimulatedSystem,
  sharpKnee,
  softKnee,
} from './simulated-systems.ts'

interface Outcome {
  readonly plateaus: number
  /** Of the bracket's middle, as a share of the capacity. */
  readonly error: number
}

/** 200 systems with capacities of 200 to 1,700 requests a second. */
function outcomesOf(
  make: (capacity: number, seed: number) => SimulatedSystem,
  from: 'ramp' | 'prediction',
): readonly Outcome[] {
  return Array.from({ length: 200 }, (_, index) => {
    const seed = index + 1
    const system = make(200 + ((seed * 37) % 1500), seed)
    const start = system.capacity * Math.exp(0.35 * normal(seed, 5000))
    const known = from === 'ramp' ? rampOf(system, seed) : []
    const { capacity, probes } = play(system.answer, { start, lowest: Math.round(start / 20) }, known)
    return { plateaus: probes.length, error: Math.abs(middleOf(capacity) / system.capacity - 1) }
  })
}

function shareWithin(outcomes: readonly Outcome[], error: number): number {
  return outcomes.filter((outcome) => outcome.error <= error).length / outcomes.length
}

/** Of so many plateaus `share` of the searches make do. */
function plateausFor(outcomes: readonly Outcome[], share: number): number {
  const sorted = outcomes.map(({ plateaus }) => plateaus).toSorted((a, b) => a - b)
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0
}

const kinds = [
  { name: 'a sharp knee', make: sharpKnee, within: 1, half: [6, 7], nearlyAll: [7, 9] },
  { name: 'a soft knee', make: softKnee, within: 0.8, half: [6, 8], nearlyAll: [8, 10] },
  { name: 'a noisy system', make: noisy, within: 0.85, half: [6, 8], nearlyAll: [8, 10] },
  { name: 'a flaky system', make: flaky, within: 0.93, half: [6, 7], nearlyAll: [8, 11] },
] as const

for (const { name, make, within, half, nearlyAll } of kinds)
  for (const [index, from] of (['ramp', 'prediction'] as const).entries())
    test(`from a ${from}, the capacity of ${name} is found within 5 % in ${within * 100} % of the searches: half of them need ${half[index]} plateaus, nine of ten ${nearlyAll[index]}`, () => {
      const outcomes = outcomesOf(make, from)
      assert.ok(shareWithin(outcomes, 0.05) >= within, `${shareWithin(outcomes, 0.05)}`)
      assert.ok(shareWithin(outcomes, 0.12) >= 0.98, `${shareWithin(outcomes, 0.12)}`)
      assert.ok(plateausFor(outcomes, 0.5) <= (half[index] ?? 0), `${plateausFor(outcomes, 0.5)}`)
      assert.ok(plateausFor(outcomes, 0.9) <= (nearlyAll[index] ?? 0), `${plateausFor(outcomes, 0.9)}`)
    })

test('where chance decides near the knee, the middle over three blocks is within 5 %', () => {
  for (const make of [softKnee, noisy]) {
    const errors = Array.from({ length: 60 }, (_, index) => {
      const capacity = 250 + index * 20
      const logs = [1, 2, 3].map((block) => {
        const system = make(capacity, index * 10 + block)
        const found = play(system.answer, {}, rampOf(system, index * 10 + block))
        return Math.log(middleOf(found.capacity) / capacity)
      })
      return Math.abs(logs.reduce((sum, log) => sum + log, 0) / 3)
    })
    const within = errors.filter((error) => error <= 0.05).length
    assert.ok(within >= 57, `${within} of 60`)
  }
})

test('short plateaus pass at 108 % of what half a minute holds: the search finds that, the confirmation corrects it', () => {
  const system = lateBacklog(500)
  const { capacity } = play(system.answer, {}, rampOf(system, 1))
  assert.ok(Math.abs(middleOf(capacity) / 540 - 1) < 0.05)
})
