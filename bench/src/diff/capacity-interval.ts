import type { CellFindings } from '../analysis/findings.ts'
import { type Bounds, boundsOf } from '../capacity/capacity.ts'
import type { Amount } from './change.ts'

/** Where the capacity of a cell lies, and how that is said. */
export interface Located {
  readonly amount: Amount
  readonly bounds: Bounds
}

/**
 * The capacities of a cell before and after: by their intervals where both have one with a confidence, otherwise by their brackets. An
 * interval holds the variation between blocks and a bracket does not, so that the two are not mixed. Undefined where one was not measured.
 */
export function capacitiesOf(
  before: CellFindings,
  after: CellFindings,
): readonly [Located, Located] | undefined {
  const intervals = [intervalOf(before), intervalOf(after)] as const
  if (intervals[0] !== undefined && intervals[1] !== undefined) return [intervals[0], intervals[1]]
  const [was, is] = [bracketOf(before), bracketOf(after)]
  return was === undefined || is === undefined ? undefined : [was, is]
}

function intervalOf({ interval }: CellFindings): Located | undefined {
  if (interval?.confidence === undefined) return undefined
  const { from, to, confidence, blocks } = interval
  return {
    amount: {
      kind: 'interval',
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      confidence,
      blocks,
    },
    bounds: { ...(from !== undefined && { held: from }), ...(to !== undefined && { failed: to }) },
  }
}

function bracketOf({ capacity, provisional }: CellFindings): Located | undefined {
  return capacity && { amount: { kind: 'capacity', capacity, provisional }, bounds: boundsOf(capacity) }
}
