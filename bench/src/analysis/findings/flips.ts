import type { Bounds } from '../../capacity/capacity.ts'
import type { PricedService } from './cost.ts'

/** Who would win if one thing were otherwise. */
export interface FlipFindings {
  /** The changes nearest to what was measured, on either side of it. */
  readonly flips: readonly Flip[]
  /** The cheapest architecture that holds a target, by target. */
  readonly ladders: readonly TargetLadder[]
  /** What every cell holds under other latency limits, by what was probed. */
  readonly atLimits: readonly CapacityAtLimits[]
  /** What the data do not say, and why. */
  readonly refusals: readonly Refusal[]
}

/** Who is ahead of all others, or that none is. */
export type Side =
  | { readonly kind: 'winner'; readonly best: string }
  | { readonly kind: 'tie'; readonly between: readonly string[] }
  | { readonly kind: 'open'; readonly reason: string }

/** What is changed, alone. */
export type Change =
  /** Share of the requests that write, between workloads that were measured. */
  | { readonly kind: 'mix' }
  /** The SLO's latency limit, milliseconds. */
  | { readonly kind: 'latency' }
  /** A factor on the price of a service; capacity for a dollar decides. */
  | { readonly kind: 'price'; readonly service: PricedService }
  /** GiB stored in PostgreSQL; capacity for a dollar decides. */
  | { readonly kind: 'storage' }

export type ChangeKind = Change['kind'] | 'target'

export interface Flip {
  readonly change: Change
  /** Absent where the change goes across workloads. */
  readonly workload?: string
  /** As it was measured; of a mix, below `at`. */
  readonly now: Side
  /** From `at` on, away from what was measured. */
  readonly then: Side
  readonly at: number
  /** Whether `then` holds from `at` upwards or downwards. */
  readonly direction: 'above' | 'below'
}

/** Cheapest first; each step holds its targets up to `upTo`, and holds more than the one before by more than the noise. */
export interface TargetLadder {
  readonly workload: string
  readonly targetRate: number
  readonly steps: readonly {
    readonly architecture: string
    readonly upTo: number
    readonly monthlyUsd: number
  }[]
}

export interface CapacityAtLimits {
  readonly architecture: string
  readonly workload: string
  /** Lowest limit first, the measured one among them; a side that the loads do not bound is absent. */
  readonly limits: readonly { readonly limitMs: number; readonly bounds: Bounds }[]
}

export interface Refusal {
  readonly kind: ChangeKind
  readonly workload?: string
  readonly reason: string
}
