import type { Breach, InvalidReason } from './probe.ts'

/** Requests a second that a cell holds: never a plain number where it is only a bound. */
export type Capacity =
  | {
      readonly kind: 'bracket'
      readonly highestPass: number
      readonly lowestFail: number
      readonly breach: Breach
      readonly seen: Seen
    }
  | { readonly kind: 'atLeast'; readonly highestPass: number; readonly reason: 'generator' | 'plan' }
  | { readonly kind: 'below'; readonly lowestFail: number; readonly breach: Breach }
  | { readonly kind: 'invalid'; readonly reason: InvalidReason }

/** How many plateaus agree at each end of a bracket; 0 where a ramp's word is all there is. */
export interface Seen {
  readonly pass: number
  readonly fail: number
}

/** Plateaus that must agree at an end before it is final: one may have been disturbed. */
const enoughSeen = 2

/** Whether both ends of the bracket were seen often enough that one disturbed plateau decides neither. */
export function isAgreed({ pass, fail }: Seen): boolean {
  return pass >= enoughSeen && fail >= enoughSeen
}

/** A capacity from both sides, requests a second: it holds `held` and fails at `failed`; a side that nothing bounds is absent. */
export interface Bounds {
  readonly held?: number
  readonly failed?: number
}

/** Nothing bounds what was not measured. */
export function boundsOf(capacity: Capacity | undefined): Bounds {
  if (capacity === undefined) return {}
  const [held, failed] = [highestPass(capacity), lowestFail(capacity)]
  return { ...(held !== undefined && { held }), ...(failed !== undefined && { failed }) }
}

/** The highest rate that passed, where one did. */
export function highestPass(capacity: Capacity): number | undefined {
  return capacity.kind === 'bracket' || capacity.kind === 'atLeast' ? capacity.highestPass : undefined
}

/** The lowest rate that failed, where one did. */
export function lowestFail(capacity: Capacity): number | undefined {
  return capacity.kind === 'bracket' || capacity.kind === 'below' ? capacity.lowestFail : undefined
}
