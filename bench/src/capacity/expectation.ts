import type { Expectation } from './belief.ts'
import { bracketOf } from './bracket-of.ts'
import type { Probe } from './probe.ts'

/** Where a search may look, requests a second. */
export interface SearchRange {
  /** Where to look if nothing is known: the prediction. */
  readonly start: number
  /** The highest rate at which the generator is trusted. */
  readonly ceiling: number
  /** Below this the search gives up. */
  readonly lowest: number
}

/**
 * How far the capacity was from what a ramp said, and from the prediction, as a logarithm (in a `standard` run of 15 cells on 2 cores: 0.9 to 1.3 times what
 * the ramp held, 0.6 to 1.7 times the prediction).
 */
const spreads = { ramp: 0.12, prediction: 0.35 }
/** Of what a ramp held, where it did not break; of what broke it, where it held nothing. */
const beyond = 1.2
const short = 0.85

/** Where the capacity is expected before any plateau: by the ramp's word, otherwise where the search is told to start. */
export function expectationOf(
  probes: readonly Probe[],
  { start, lowest, ceiling }: SearchRange,
): Expectation {
  const { pass, fail } = bracketOf(probes.filter(({ kind }) => kind === 'ramp'))
  const range = { lowest: lowest / 2, highest: ceiling * 2 }
  if (pass !== undefined && fail !== undefined)
    return { center: Math.sqrt(pass.rate * fail.rate), spread: spreads.ramp, ...range }
  if (pass !== undefined) return { center: pass.rate * beyond, spread: spreads.prediction, ...range }
  if (fail !== undefined) return { center: fail.rate * short, spread: spreads.prediction, ...range }
  return { center: Math.min(ceiling, start), spread: spreads.prediction, ...range }
}
