import type { LoadRecord } from '../record/record.ts'

/** Canaries of all loads of a cell that passed, read after the longest delay at which any was. */
export interface Fresh {
  readonly asked: number
  readonly fresh: number
  readonly delayMs: number
}

/** Undefined where no canary was sent. */
export function freshnessOf(loads: readonly LoadRecord[]): Fresh | undefined {
  const counts = loads
    .filter(({ result }) => result.kind === 'pass')
    .flatMap(({ freshness }) => freshness ?? [])
  if (counts.length === 0) return undefined
  const delayMs = Math.max(...counts.map((count) => count.delayMs))
  const pooled = counts.filter((count) => count.delayMs === delayMs)
  return {
    delayMs,
    asked: pooled.reduce((sum, { asked }) => sum + asked, 0),
    fresh: pooled.reduce((sum, { fresh }) => sum + fresh, 0),
  }
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
