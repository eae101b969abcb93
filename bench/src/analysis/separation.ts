import { type Capacity, highestPass, lowestFail } from '../capacity/capacity.ts'

/** Differences up to this share are ties, however little noise a cohort shows: two runs of the same system differ as much. */
export const leastTie = 0.05

export type Separation = 'ahead' | 'tie' | 'undecided'

/**
 * Whether `better` is beyond `other`, whose highest pass is not higher, by more than the share `tie`. Brackets that overlap do not
 * separate; what is only a bound may lie anywhere on its open side.
 */
export function separate(better: Capacity, other: Capacity, tie: number): Separation {
  if (leadOf(better, other) > tie) return 'ahead'
  return better.kind === 'bracket' && other.kind === 'bracket' ? 'tie' : 'undecided'
}

/** By what share `better` is ahead of `other` at least: what it held, beyond the rate at which the other failed. */
export function leadOf(better: Capacity | undefined, other: Capacity | undefined): number {
  const [held, failed] = [better && highestPass(better), other && lowestFail(other)]
  return held === undefined || failed === undefined ? 0 : Math.max(0, held / failed - 1)
}

/** `0.05` is `5 %`. */
export function sayTie(share: number): string {
  return `${Math.round(share * 100)} %`
}
