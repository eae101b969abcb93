import assert from 'node:assert/strict'
import { test } from 'node:test'
import { capacityModel } from '../../../src/analysis/statistics/capacity-model.ts'
import { cellInterval } from '../../../src/analysis/statistics/cell-interval.ts'
import { compare } from '../../../src/analysis/statistics/comparison.ts'
import { normal } from '../../capacity/simulated-systems.ts'

const runs = 1000
const family = { comparisons: 3, rankings: 1 }

interface Simulated {
  /** The true capacities: a, b, c and d. */
  readonly capacities: readonly [number, number, number, number]
  readonly blocks: number
  /** Standard deviations of the logarithm, over blocks and of one value in its block. */
  readonly between: number
  readonly noise: number
}

/** One cohort: brackets of 7 %, whose middles are as noisy as they are told to be. */
function simulate({ capacities, blocks, between, noise }: Simulated, seed: number) {
  return capacityModel(
    capacities.flatMap((capacity, index) =>
      Array.from({ length: blocks }, (_, block) => {
        const shift = between * normal(seed * 100, block) + noise * normal(seed * 100 + 1 + index, block)
        const middle = capacity * Math.exp(shift)
        return { system: 'abcd'[index] ?? '', block, held: middle / 1.035, failed: middle * 1.035 }
      }),
    ),
  )
}

function share(holds: (seed: number) => boolean | undefined): number {
  return Array.from({ length: runs }, (_, seed) => holds(seed + 1)).filter(Boolean).length / runs
}

for (const blocks of [2, 3, 5])
  for (const between of [0, 0.1])
    test(`with ${blocks} blocks that differ by ${between * 100} %, about 95 % of the intervals cover the capacity`, () => {
      const covered = share((seed) => {
        const model = simulate({ capacities: [300, 400, 500, 900], blocks, between, noise: 0.05 }, seed)
        const { from = Infinity, to = 0 } = cellInterval(model, 'b') ?? {}
        return from < 400 && 400 < to
      })
      assert.ok(covered >= 0.92 && covered <= 0.995, `${covered}`)
    })

for (const blocks of [2, 3, 5])
  test(`with ${blocks} blocks all comparisons with the best hold together in 95 % of the cohorts at least, at one look of five in 99 %`, () => {
    const held = share((seed) => {
      const model = simulate({ capacities: [500, 500, 450, 300], blocks, between: 0.15, noise: 0.05 }, seed)
      return (['b', 'c', 'd'] as const).every((other, index) => {
        const truth = 500 / ([500, 450, 300][index] ?? 1)
        const found = compare([{ model, a: 'a', b: other }], family)
        return found !== undefined && found.from <= truth && truth <= found.to
      })
    })
    assert.ok(held >= 0.98, `${held}`)
  })

const powers = [
  { lead: 1.15, rankings: 1, found: 0.7 },
  { lead: 1.15, rankings: 4, found: 0.5 },
  { lead: 1.25, rankings: 4, found: 0.95 },
]

for (const { lead, rankings, found } of powers)
  test(`with 5 blocks and a noise of 5 %, a lead of ${Math.round(lead * 100 - 100)} % is proven in ${found * 100} % of the cohorts at least, adjusted for ${rankings} rankings and 5 looks`, () => {
    const proven = share((seed) => {
      const capacities = [500 * lead, 500, 400, 300] as const
      const model = simulate({ capacities, blocks: 5, between: 0.15, noise: 0.05 }, seed)
      const comparison = compare([{ model, a: 'a', b: 'b' }], { comparisons: 3, rankings })
      return comparison !== undefined && comparison.from > 1
    })
    assert.ok(proven >= found, `${proven}`)
  })

test('of 20 pairs of equal architectures at most 2 differ, in whatever cohort', () => {
  const cohorts = Array.from({ length: 50 }, (_, cohort) => cohort * 20)
  for (const first of cohorts) {
    const differ = Array.from({ length: 20 }, (_, pair) => {
      const capacities = [500, 500, 400, 300] as const
      const model = simulate({ capacities, blocks: 3, between: 0.15, noise: 0.08 }, first + pair + 1)
      const found = compare([{ model, a: 'a', b: 'b' }], family)
      return found !== undefined && (found.from > 1 || found.to < 1)
    }).filter(Boolean).length
    assert.ok(differ <= 2, `${differ} of 20`)
  }
})
