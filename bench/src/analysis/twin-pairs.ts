import { boundsOf } from '../capacity/capacity.ts'
import type { CellFindings } from './findings.ts'
import { leadOf, leastTie } from './separation.ts'
import { quantileOfT } from './statistics/distributions.ts'

type Cells = readonly [CellFindings, CellFindings]

const confidence = 0.95

/** The logarithm of the ratio of two cells in each block in which both were bracketed. */
export function blockPairs([a, b]: Cells): readonly number[] {
  return a.blocks.flatMap(({ block, capacity }) => {
    const other = b.blocks.find((found) => found.block === block)
    const [mine, theirs] = [middleOf(boundsOf(capacity)), middleOf(boundsOf(other?.capacity))]
    return mine === undefined || theirs === undefined ? [] : [mine - theirs]
  })
}

/**
 * Whether two cells would be told apart if they were not known to be the same: by Student's t for pairs, over the blocks; with one block by their brackets. By more than
 * the least tie in any case.
 */
export function differs(cells: Cells): boolean {
  const ratios = blockPairs(cells)
  if (ratios.length < 2) {
    const [a, b] = [boundsOf(cells[0].capacity), boundsOf(cells[1].capacity)]
    return Math.max(leadOf(a, b), leadOf(b, a)) > leastTie
  }
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
  const freedom = ratios.length - 1
  const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / freedom
  const reach = quantileOfT(1 - (1 - confidence) / 2, freedom) * Math.sqrt(variance / ratios.length)
  return Math.abs(mean) > Math.max(reach, Math.log(1 + leastTie))
}

function middleOf({ held, failed }: { held?: number; failed?: number }): number | undefined {
  return held === undefined || failed === undefined ? undefined : (Math.log(held) + Math.log(failed)) / 2
}
