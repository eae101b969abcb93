/** What a cell holds, and the rates of its plateaus that passed; requests a second. */
export interface Held {
  readonly capacity: number | undefined
  readonly plateaus: readonly number[]
}

/** A load this far below a rate still stands for it. */
export const nearShare = 0.9

export function isNear(observed: number, rate: number): boolean {
  return observed <= rate * 1.001 && observed >= rate * nearShare
}

/**
 * Where all cells are compared: the highest rate near which each has a plateau that passed; without one, the highest that all
 * hold. What holds no rate at all (or was not measured) has no say: otherwise one broken cell would leave nothing to compare
 * the others at.
 */
export function commonRate(cells: readonly Held[]): number | undefined {
  const holding = cells.flatMap(({ capacity, plateaus }) =>
    // What a lower fail overruled is not held.
    capacity === undefined ? [] : [{ capacity, plateaus: plateaus.filter((rate) => rate <= capacity) }],
  )
  if (holding.length === 0) return undefined
  const weakest = Math.min(...holding.map(({ capacity }) => capacity))
  const shared = holding
    .flatMap(({ plateaus }) => plateaus)
    .filter((rate) => holding.every(({ plateaus }) => plateaus.some((observed) => isNear(observed, rate))))
  return shared.length === 0 ? weakest : Math.max(...shared)
}
