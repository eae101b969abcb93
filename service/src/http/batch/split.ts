import type { Fault } from '../../telemetry/fault.ts'
import type { JsonLook } from '../json-losses.ts'

/** Where one event stands in the bytes of a batch, and what was seen of it on the way. */
export interface Span extends JsonLook {
  readonly start: number
  /** The first byte behind it. */
  readonly end: number
}

/** What is wrong with a batch as a whole. */
export type NotSplit =
  | { readonly kind: 'too_many' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] }

/** The events of a batch, none of them parsed yet. */
export type Split = { readonly kind: 'events'; readonly events: readonly Span[] } | NotSplit
