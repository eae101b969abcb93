import type { Probe } from './probe.ts'

/** How likely each capacity of a grid is. */
export interface Belief {
  /** The capacity below which lies the share `probability` of the belief, requests a second. */
  quantile(probability: number): number
}

export interface Expectation {
  /** Where the capacity is expected, requests a second. */
  readonly center: number
  /** How far from it, as a logarithm: half of the expectation lies within about 0.8 of it. */
  readonly spread: number
  /** What may be the capacity at all. */
  readonly lowest: number
  readonly highest: number
}

/** Of the grid, as a logarithm: 1 %. */
const step = 0.01
/** How fast chance takes over near the capacity, as a logarithm: 4 % below it seven of eight plateaus pass. */
const softness = 0.02
/** What disturbs a plateau makes it fail; there is little that makes one pass by mistake. */
const wrong = { fail: 0.08, pass: 0.02 }

/**
 * What `plateaus` make of an expectation: Bayes' rule on a grid of capacities, as QUEST does for thresholds that answer by chance (Watson & Pelli,
 * Perception & Psychophysics 33, 1983). The expectation has the tails of Student's t with 2 degrees of freedom, so that it gives way when it is far off.
 */
export function beliefOf(plateaus: readonly Probe[], expectation: Expectation): Belief {
  const from = Math.log(expectation.lowest)
  const count = Math.max(2, Math.ceil((Math.log(expectation.highest) - from) / step))
  const grid = Array.from({ length: count + 1 }, (_, index) => from + index * step)
  const weights = grid.map((capacity) =>
    plateaus.reduce(
      (weight, plateau) => weight * likelihood(plateau, capacity),
      prior(capacity, expectation),
    ),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return {
    quantile(probability) {
      let sum = 0
      const found = weights.findIndex((weight) => {
        sum += weight
        return sum >= probability * total
      })
      return Math.exp(grid[found] ?? from)
    },
  }
}

function prior(capacity: number, { center, spread }: Expectation): number {
  return (1 + ((capacity - Math.log(center)) / spread) ** 2 / 2) ** -1.5
}

function likelihood({ rate, result }: Probe, capacity: number): number {
  if (result.kind === 'invalid') return 1
  const held = 1 / (1 + Math.exp((Math.log(rate) - capacity) / softness))
  const pass = wrong.pass + (1 - wrong.pass - wrong.fail) * held
  return result.kind === 'pass' ? pass : 1 - pass
}
