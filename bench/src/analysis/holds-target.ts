import { type Capacity, highestPass, lowestFail } from '../capacity/capacity.ts'

/** Unknown where the target lies within the bracket, or beyond a bound. */
export function holdsTarget(capacity: Capacity | undefined, targetRate: number): 'yes' | 'no' | 'unknown' {
  if (capacity === undefined) return 'unknown'
  const [pass, fail] = [highestPass(capacity), lowestFail(capacity)]
  if (pass !== undefined && pass >= targetRate) return 'yes'
  return fail !== undefined && fail <= targetRate ? 'no' : 'unknown'
}
