import type { CellFindings } from '../analysis/findings.ts'

/** Canaries of a cell that were read when they had to be fresh. */
export interface Fresh {
  readonly asked: number
  readonly fresh: number
  readonly delayMs: number
}

/** Undefined where none was read. */
export function freshnessOf({ freshness }: CellFindings): Fresh | undefined {
  return freshness?.delays.find(({ delayMs }) => delayMs === freshness.limit.withinMs)
}

/** Standard normal, 99 %, two-sided. */
const z = 2.576

/**
 * Whether two shares of late canaries differ beyond chance: the pooled test of two proportions (Fleiss, Statistical Methods for Rates and
 * Proportions, 3rd ed., 3.1).
 */
export function differsBeyondChance(a: Fresh, b: Fresh): boolean {
  const together = (a.fresh + b.fresh) / (a.asked + b.asked)
  const error = Math.sqrt(together * (1 - together) * (1 / a.asked + 1 / b.asked))
  return Math.abs(a.fresh / a.asked - b.fresh / b.asked) > z * error && error > 0
}
