import type { Bounds } from '../capacity/capacity.ts'

/** Differences up to this share are ties, however little noise a cohort shows: two runs of the same system differ as much. */
export const leastTie = 0.05

export type Separation = 'ahead' | 'tie' | 'undecided'

/**
 * Whether `better` is beyond `other`, which does not hold more, by more than the share `tie`. Brackets that overlap do not
 * separate; what is bounded on one side only may lie anywhere on the other.
 */
export function separate(better: Bounds, other: Bounds, tie: number): Separation {
  if (leadOf(better, other) > tie) return 'ahead'
  return isBracket(better) && isBracket(other) ? 'tie' : 'undecided'
}

/** By what share `better` is ahead of `other` at least: what it held, beyond the rate at which the other failed. */
export function leadOf({ held }: Bounds, { failed }: Bounds): number {
  return held === undefined || failed === undefined ? 0 : Math.max(0, held / failed - 1)
}

/** `0.05` is `5 %`. */
export function sayTie(share: number): string {
  return `${Math.round(share * 100)} %`
}

function isBracket({ held, failed }: Bounds): boolean {
  return held !== undefined && failed !== undefined
}
