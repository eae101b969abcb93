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
