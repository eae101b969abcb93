import type { ComponentKind } from '@telemark/architecture'

/** What the architectures would cost on AWS, and what that buys. Dollars, before taxes, on demand. */
export interface CostFindings {
  /** The day of the newest price. */
  readonly pricesOf: string
  /** Monthly dollars of the dearest architecture without load: what `atBudget` may spend. */
  readonly budgetUsd: number
  /** None where they stand elsewhere: what runs there is not known. */
  readonly architectures: readonly ArchitectureCost[]
  /** Of every cell that holds a rate. */
  readonly cells: readonly CellCost[]
}

export interface ArchitectureCost {
  readonly architecture: string
  /** What it runs at its largest. */
  readonly items: readonly CostItem[]
  /** Dollars a month of 730 hours, at its largest, without what is paid by use. */
  readonly monthlyUsd: number
}

/** Services as AWS bills them. */
export type PricedService = 'Fargate' | 'RDS' | 'ElastiCache' | 'MSK' | 'ALB'

export interface CostItem {
  readonly component: ComponentKind
  readonly service: PricedService
  /** e.g. `3 x 1 vCPU / 2 GB` */
  readonly what: string
  readonly monthlyUsd: number
}

export interface CellCost {
  readonly architecture: string
  readonly workload: string
  /** Requests a second that it holds. */
  readonly rate: number
  /** Dollars a month at that rate, load balancer's capacity units included. */
  readonly monthlyUsd: number
  /** Dollars for a million requests, all year round at the capacity, and at 60 % of it. */
  readonly perMillionUsd: { readonly atCapacity: number; readonly at60Percent: number }
  /** Requests a second that it holds for each dollar a month. */
  readonly ratePerUsd: number
  /** With as many API tasks as the budget buys, by the operational laws: a model, not a measurement. Absent where the CPU of a component is unknown. */
  readonly atBudget?: {
    readonly apiTasks: number
    readonly rate: number
    /** What is used up there. */
    readonly by: ComponentKind
  }
}
