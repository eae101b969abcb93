import type { ComponentKind } from '@telemark/architecture'

/** By how much a cell's capacity moves with its resources, from squeezing them one at a time. */
export interface Elasticities {
  readonly architecture: string
  readonly workload: string
  readonly elasticities: readonly SqueezedResource[]
}

export interface SqueezedResource {
  readonly component: ComponentKind
  /** Only CPU has a price: connections cost nothing, and memory comes with it. */
  readonly resource: string
  /**
   * d ln capacity / d ln resource, and within which it lies: 1 where the capacity moves in proportion, 0 where it does not move. Absent where
   * bounds do not tell.
   */
  readonly elasticity?: { readonly value: number; readonly from: number; readonly to: number }
}

/** Where the next dollar buys most capacity, and how the same money would be spent best. */
export interface DollarOptimal {
  readonly architecture: string
  readonly workload: string
  /** The component whose CPU to buy; absent where no elasticity is told from 0. */
  readonly buyNext?: {
    readonly component: ComponentKind
    /** Share of the capacity that is gained by a hundred dollars a month, were it bought by the dollar. */
    readonly gainPer100Usd: number
  }
  readonly sizes: readonly BalancedSize[]
}

export interface BalancedSize {
  readonly component: ComponentKind
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
