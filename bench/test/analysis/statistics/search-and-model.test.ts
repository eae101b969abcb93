import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BlockBounds, capacityModel } from '../../../src/analysis/statistics/capacity-model.ts'
import { cellInterval } from '../../../src/analysis/statistics/cell-interval.ts'
import { compare } from '../../../src/analysis/statistics/comparison.ts'
import { boundsOf } from '../../../src/capacity/capacity.ts'
import { play, upTo } from '../../capacity/play.ts'
import { normal, rampOf, softKnee } from '../../capacity/simulated-systems.ts'

const capacities = { a: 900, b: 500, c: 450, d: 300 }
const runs = 150

/** Each block searches with 5 plateaus from a ramp's word; blocks differ by 15 %, and cells in them by 5 %, beside the chance near the knee. */
function measured(blocks: number, seed: number) {
  return capacityModel(
    Array.from({ length: blocks }, (_, block) =>
      Object.entries(capacities).map(([system, capacity], index): BlockBounds => {
        const cell = seed * 1000 + block * 10 + index
        const shift = 0.15 * normal(seed * 77, block) + 0.05 * normal(cell, 9000)
        const now = softKnee(capacity * Math.exp(shift), cell)
        const { capacity: found } = play(now.answer, { plateaus: upTo(5) }, rampOf(now, cell))
        return { system, block, ...boundsOf(found) }
      }),
    ).flat(),
  )
}

for (const blocks of [2, 3, 5])
  test(`with ${blocks} blocks of real searches intervals cover the capacity about as often as they say, and what is proven is true`, () => {
    const models = Array.from({ length: runs }, (_, run) => measured(blocks, run + 1))
    const intervals = models.flatMap((model) =>
      Object.entries(capacities).flatMap(([system, capacity]) => {
        const { from, to } = cellInterval(model, system) ?? {}
        return from === undefined || to === undefined ? [] : [from < capacity && capacity < to]
      }),
    )
    const covered = intervals.filter(Boolean).length / intervals.length
    assert.ok(intervals.length > runs * 2 && covered >= 0.91, `${covered} of ${intervals.length}`)
    const comparisons = models.flatMap((model) => {
      const found = compare([{ model, a: 'b', b: 'c' }], { comparisons: 3, rankings: 1 })
      return found === undefined || found.mayBeLess || found.mayBeMore ? [] : [found]
    })
    const truth = capacities.b / capacities.c
    const wrong = comparisons.filter(({ from, to }) => from > truth || to < truth).length
    assert.ok(comparisons.length > runs / 3 && wrong <= runs * 0.02, `${wrong} of ${comparisons.length}`)
  })
