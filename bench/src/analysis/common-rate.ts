import { type Capacity, highestPass } from '../capacity/capacity.ts'

/**
 * The highest rate that all of `capacities` hold, requests a second. What holds no rate at all (or was
 * not measured) has no say: otherwise one broken cell would leave nothing to compare the others at.
 */
export function commonRate(capacities: readonly (Capacity | undefined)[]): number | undefined {
  const held = capacities
    .map((capacity) => capacity && highestPass(capacity))
    .filter((rate) => rate !== undefined)
  return held.length === 0 ? undefined : Math.min(...held)
}
