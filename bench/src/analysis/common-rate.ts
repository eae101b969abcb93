import type { Capacity } from '../capacity/capacity.ts'

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

/** The highest rate that passed, where one did. */
export function highestPass(capacity: Capacity): number | undefined {
  return capacity.kind === 'bracket' || capacity.kind === 'atLeast' ? capacity.highestPass : undefined
}

/** The lowest rate that failed, where one did. */
export function lowestFail(capacity: Capacity): number | undefined {
  return capacity.kind === 'bracket' || capacity.kind === 'below' ? capacity.lowestFail : undefined
}
