import type { Control } from '@telemark/architecture'
import type { FleetSize, Sizes, Tuning } from '@telemark/deployment'
import type { Distribution } from '../../k6/distribution.ts'

/**
 * In what a trial differs from those that tell the capacities: plain data that goes into its record. What is left out is as in the
 * plan. Trials with a variant are arms of their own: they never enter a capacity or the verdict.
 */
export interface Variant {
  /** Unique among the variants of one architecture under one workload in one block, and part of the trial's id: `squeeze-api`. */
  readonly name: string
  /** What it is for: the analysis gathers by it. */
  readonly experiment: Experiment
  readonly sizes?: Partial<Sizes>
  readonly fleet?: FleetSize & { readonly distribution: Distribution }
  readonly cache?: 'warm' | 'cold'
  readonly tuning?: Tuning
  /** Of the autoscaler's time. */
  readonly compression?: number
  /** Cores that a vCPU is worth, times this. */
  readonly vcpuFactor?: number
  /** Share of its CPU that is left to one component: the squeeze. */
  readonly cpuShares?: Readonly<Partial<Record<keyof Sizes, number>>>
  /** The database writes all that it holds in memory, in the middle of the load. */
  readonly checkpoint?: true
  /** The planted defect of an arm. Never in a trial's record: there it would say which arm it is. */
  readonly control?: Control
}

/** What `full` puts on trial beside the capacities. */
export const experiments = [
  'controls',
  'squeeze',
  'checkpoint',
  'doubledVcpu',
  'coldCache',
  'largeFleet',
  'flushedLog',
  'uncompressed',
] as const

/** One of `experiments`. */
export type Experiment = (typeof experiments)[number]

/** `variant` as it may be read before the end: without what it plants. */
export function published({ control: _planted, ...variant }: Variant): Variant {
  return variant
}
