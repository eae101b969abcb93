import type { ArchitectureCost, CellCost } from '../analysis/findings/cost.ts'
import type { Bounds } from '../capacity/capacity.ts'
import type { Located } from './capacity-interval.ts'
import { bracketVerdict, type Change, type ChangeVerdict, shareOf } from './change.ts'

/** What a cell costs, and what of it its architecture costs without load. */
export interface Priced {
  readonly cell: CellCost
  readonly architecture: ArchitectureCost
}

const opposite = {
  better: 'worse',
  worse: 'better',
  same: 'same',
  undecided: 'undecided',
  unknown: 'unknown',
} as const satisfies Record<ChangeVerdict, ChangeVerdict>

/**
 * Dollars for a million requests at capacity, from the lower end of where the capacity lies to the upper: a cost is known no better than the
 * capacity that it is divided by, and is judged by the same rule. Absent where one of the two has no price.
 */
export function costChange(
  [before, after]: readonly [Priced | undefined, Priced | undefined],
  capacities: readonly [Located, Located] | undefined,
  threshold: number,
): readonly Change[] {
  if (before === undefined || after === undefined || capacities === undefined) return []
  const [was, is] = [costOf(before, capacities[0].bounds), costOf(after, capacities[1].bounds)]
  const share = shareOf(was, is)
  return [
    {
      quantity: 'dollars a million requests',
      before: { kind: 'dollars', ...was },
      after: { kind: 'dollars', ...is },
      ...(share !== undefined && { share }),
      verdict: opposite[bracketVerdict(was, is, threshold)],
    },
  ]
}

/** The more a cell holds the less a request costs, so that the ends change places. */
function costOf(priced: Priced, { held, failed }: Bounds): Bounds {
  return {
    ...(failed !== undefined && { held: perMillionAt(priced, failed) }),
    ...(held !== undefined && { failed: perMillionAt(priced, held) }),
  }
}

/** What runs costs the same whatever the rate; what the load balancer bills by bytes is the same for each request. */
function perMillionAt({ cell, architecture }: Priced, rate: number): number {
  const fixed = architecture.monthlyUsd / cell.monthlyUsd
  return cell.perMillionUsd.atCapacity * (fixed * (cell.rate / rate) + 1 - fixed)
}
