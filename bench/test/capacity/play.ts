import assert from 'node:assert/strict'
import type { Capacity } from '../../src/capacity/capacity.ts'
import type { Probe, ProbeResult } from '../../src/capacity/probe.ts'
import { nextStep, type Search } from '../../src/capacity/search.ts'

export const upTo = (most: number) => ({ enough: most, most })

const search: Search = { start: 400, ceiling: 3000, lowest: 20, width: 0.07, plateaus: upTo(30) }

export interface Played {
  readonly capacity: Capacity
  /** What the search asked for. */
  readonly probes: readonly Probe[]
}

/** Plays the search against a system; `answer` sees the rate and how many probes came before. */
export function play(
  answer: (rate: number, count: number) => ProbeResult,
  options: Partial<Search> = {},
  known: readonly Probe[] = [],
): Played {
  const probes: Probe[] = [...known]
  for (;;) {
    const step = nextStep(probes, { ...search, ...options })
    if (step.kind === 'done') return { capacity: step.capacity, probes: probes.slice(known.length) }
    probes.push({ kind: 'probe', rate: step.rate, result: answer(step.rate, probes.length - known.length) })
    assert.ok(probes.length < 100, 'the search does not end')
  }
}

/** The geometric middle of a bracket. */
export function middleOf(capacity: Capacity): number {
  assert.equal(capacity.kind, 'bracket')
  return capacity.kind === 'bracket' ? Math.sqrt(capacity.highestPass * capacity.lowestFail) : Number.NaN
}
