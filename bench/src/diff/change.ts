import type { Bounds, Capacity } from '../capacity/capacity.ts'

/** One quantity of a cell, before and after. */
export interface Change {
  readonly quantity: Quantity
  readonly before: Amount
  readonly after: Amount
  /** By what share it rose (fell, where negative), as far as that is known. */
  readonly share?: number
  readonly verdict: ChangeVerdict
}

/** `undecided`: it moved, and the noise or the brackets are too wide to tell. */
export type ChangeVerdict = 'better' | 'worse' | 'same' | 'undecided' | 'unknown'

export type Quantity =
  | 'capacity'
  | 'dollars a million requests'
  | 'p99 at a rate of both'
  | 'CPU a request'
  | 'freshness'
  | 'lost events'

export type Amount =
  | { readonly kind: 'capacity'; readonly capacity: Capacity; readonly provisional: boolean }
  /** Of the capacity, requests a second; an end that nothing bounds is absent. */
  | {
      readonly kind: 'interval'
      readonly from?: number
      readonly to?: number
      readonly confidence: number
      readonly blocks: number
    }
  /** Between `held` and `failed`. */
  | ({ readonly kind: 'dollars' } & Bounds)
  /** Milliseconds, at a rate of requests a second. */
  | { readonly kind: 'milliseconds'; readonly value: number; readonly at: number }
  | { readonly kind: 'share'; readonly value: number }
  | { readonly kind: 'count'; readonly value: number }

/**
 * Of two brackets or intervals: beyond doubt where the whole of one lies beyond the whole of the other by more than `threshold`; `undecided`
 * where their middles do and the brackets do not. A side that nothing bounds may lie anywhere.
 */
export function bracketVerdict(before: Bounds, after: Bounds, threshold: number): ChangeVerdict {
  if (isUnknown(before) || isUnknown(after)) return 'unknown'
  if (fallsShort(after, before, threshold)) return 'worse'
  if (fallsShort(before, after, threshold)) return 'better'
  const share = shareOf(before, after)
  return share === undefined || Math.abs(share) > threshold ? 'undecided' : 'same'
}

/** Whether `lower` failed at more than `threshold` below what `higher` held. */
function fallsShort(lower: Bounds, higher: Bounds, threshold: number): boolean {
  return (
    lower.failed !== undefined && higher.held !== undefined && lower.failed < higher.held * (1 - threshold)
  )
}

/** From middle to middle; undefined where one of them is open. */
export function shareOf(before: Bounds, after: Bounds): number | undefined {
  const [from, to] = [middleOf(before), middleOf(after)]
  return from === undefined || to === undefined ? undefined : to / from - 1
}

/** The geometric one: brackets are as wide as they are in ratio. */
function middleOf({ held, failed }: Bounds): number | undefined {
  return held === undefined || failed === undefined ? undefined : Math.sqrt(held * failed)
}

function isUnknown({ held, failed }: Bounds): boolean {
  return held === undefined && failed === undefined
}
