import type { Breach, InvalidReason } from './probe.ts'

/** Requests a second that a cell holds: never a plain number where it is only a bound. */
export type Capacity =
  | {
      readonly kind: 'bracket'
      readonly highestPass: number
      readonly lowestFail: number
      readonly breach: Breach
    }
  | { readonly kind: 'atLeast'; readonly highestPass: number; readonly reason: 'generator' | 'plan' }
  | { readonly kind: 'below'; readonly lowestFail: number; readonly breach: Breach }
  | { readonly kind: 'invalid'; readonly reason: InvalidReason }

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
