import { type Capacity, highestPass } from '../capacity/capacity.ts'

/** Differences up to this share are ties, however little noise a cohort shows: two runs of the same system differ as much. */
export const leastTie = 0.05

export type Separation = 'ahead' | 'tie' | 'undecided'

/**
 * Whether `better` is beyond `other`, whose highest pass is not higher, by more than the share `tie`. A lower bound may lie anywhere
 * above it, so nothing is ahead of it; brackets that overlap do not separate.
 */
export function separate(better: Capacity, other: Capacity, tie: number): Separation {
  const [high, low] = [highestPass(better), highestPass(other)]
  if (high === undefined) return 'undecided'
  if (low === undefined) return other.kind === 'below' && other.lowestFail <= high ? 'ahead' : 'undecided'
  if (other.kind === 'atLeast') return 'undecided'
  if (high <= low * (1 + tie)) return better.kind === 'atLeast' ? 'undecided' : 'tie'
  return other.kind === 'bracket' && high < other.lowestFail ? 'tie' : 'ahead'
}

/** `0.05` is `5 %`. */
export function sayTie(share: number): string {
  return `${Math.round(share * 100)} %`
}
