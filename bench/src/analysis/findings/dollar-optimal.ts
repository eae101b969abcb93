import type { ComponentKind } from '@telemark/architecture'

/** By how much a cell's capacity moves with its resources: d ln capacity / d ln resource, from squeezing them one at a time. */
export interface Elasticities {
  readonly architecture: string
  readonly workload: string
  readonly of: readonly Elasticity[]
}

export interface Elasticity {
  readonly component: ComponentKind
  readonly resource: 'CPU' | 'memory'
  /** 1: the capacity moves in proportion; 0: not at all. */
  readonly value: number
  /** Within which it lies; where that holds 0, nothing is bought for it. */
  readonly interval?: { readonly low: number; readonly high: number }
}

/** Where the next dollar buys most capacity, and how the same money would be spent best. */
export interface DollarOptimal {
  readonly architecture: string
  readonly workload: string
  /** Absent where no elasticity is told from 0. */
  readonly buyNext?: {
    readonly component: ComponentKind
    readonly resource: Elasticity['resource']
    /** Share of the capacity that is gained by a hundred dollars a month, were it bought by the dollar. */
    readonly gainPer100Usd: number
  }
  readonly sizes: readonly BalancedSize[]
}

export interface BalancedSize {
  readonly component: ComponentKind
  readonly resource: Elasticity['resource']
  readonly elasticity: number
  /** Dollars a month that it costs now. */
  readonly usd: number
  /** Dollars a month at which it and all others gain the same by a dollar, for the same money in all. */
  readonly balancedUsd: number
  /** Its size there, of what it is now. */
  readonly factor: number
  /** The size lies beyond what was squeezed: the direction is known, the size is a guess. */
  readonly beyondData: boolean
}
