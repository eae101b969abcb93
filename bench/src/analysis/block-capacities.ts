import type { Capacity } from '../capacity/capacity.ts'
import { capacityOf } from '../capacity/capacity-of.ts'
import { probesOf } from '../capacity/probes-of.ts'
import type { Observation } from './observation.ts'

/** What the loads of one block say by themselves. */
export interface BlockCapacity {
  readonly block: number
  readonly capacity: Capacity
}

/** The capacity of a cell in each block in which it was measured, in their order. */
export function blockCapacities(observations: readonly Observation[]): readonly BlockCapacity[] {
  return [...Map.groupBy(observations, ({ trial }) => trial.block)]
    .map(([block, own]) => ({ block, capacity: capacityOf(own.flatMap(({ load }) => probesOf(load))) }))
    .toSorted((a, b) => a.block - b.block)
}
