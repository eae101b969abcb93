import { isNear } from '../analysis/common-rate.ts'
import type { CellFindings } from '../analysis/findings.ts'
import type { LoadRecord } from '../record/record.ts'
import { capacitiesOf, type Located } from './capacity-interval.ts'
import { bracketVerdict, type Change, type ChangeVerdict, type Quantity, shareOf } from './change.ts'
import { costChange, type Priced } from './cost-change.ts'
import { differsBeyondChance, type Fresh, freshnessOf } from './freshness.ts'
import { cpuMsOf, type Measured, p99Of, sharedP99 } from './quantities.ts'

/** A cell of one comparison, with all its loads and its price, where it has one. */
export interface CellRun {
  readonly cell: CellFindings
  readonly loads: readonly LoadRecord[]
  readonly priced?: Priced
}

export interface CellDiff {
  readonly architecture: string
  readonly workload: string
  readonly changes: readonly Change[]
}

type Thresholds = Readonly<Record<Quantity, number>>

/** What changed of one cell; a quantity that neither comparison has is left out. */
export function cellDiff(before: CellRun, after: CellRun, thresholds: Thresholds): CellDiff {
  const { architecture, workload } = after.cell
  const capacities = capacitiesOf(before.cell, after.cell)
  return {
    architecture,
    workload,
    changes: [
      ...capacityChange(capacities, thresholds.capacity),
      ...costChange([before.priced, after.priced], capacities, thresholds['dollars a million requests']),
      ...operationChanges(before, after, thresholds),
      ...freshnessChange(before.cell, after.cell),
      lostChange(before.cell, after.cell),
    ],
  }
}

function capacityChange(
  capacities: readonly [Located, Located] | undefined,
  threshold: number,
): readonly Change[] {
  if (capacities === undefined) return []
  const [was, is] = capacities
  const share = shareOf(was.bounds, is.bounds)
  return [
    {
      quantity: 'capacity',
      before: was.amount,
      after: is.amount,
      ...(share !== undefined && { share }),
      verdict: bracketVerdict(was.bounds, is.bounds, threshold),
    },
  ]
}

/** Each comparison has a common rate of its own: figures at rates that are not near each other say nothing. */
function operationChanges(before: CellRun, after: CellRun, thresholds: Thresholds): readonly Change[] {
  const rates = [before.cell.atCommonRate?.rate, after.cell.atCommonRate?.rate] as const
  const p99s = areNear(...rates)
    ? ([p99Of(before.cell), p99Of(after.cell)] as const)
    : sharedP99(before.loads, after.loads)
  return [
    ...risingChange('p99 at a rate of both', p99s, thresholds),
    ...risingChange(
      'CPU a request',
      areNear(...rates) ? [cpuMsOf(before.cell), cpuMsOf(after.cell)] : [],
      thresholds,
    ),
  ]
}

/**
 * Of what is worse when it is more. Where the rates differ, what a second costs whatever is asked makes a request dearer by as much, and a
 * higher rate makes it wait longer: that share is no change.
 */
function risingChange(
  quantity: Quantity,
  [was, is]: readonly (Measured | undefined)[],
  thresholds: Thresholds,
): readonly Change[] {
  if (was === undefined || is === undefined) return []
  const share = is.value / was.value - 1
  const apart = Math.max(was.at, is.at) / Math.min(was.at, is.at)
  const verdict = risingIsWorse(share, (1 + thresholds[quantity]) * apart - 1)
  return [{ quantity, before: inMilliseconds(was), after: inMilliseconds(is), share, verdict }]
}

function inMilliseconds(measured: Measured) {
  return { kind: 'milliseconds', ...measured } as const
}

function areNear(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && isNear(Math.min(a, b), Math.max(a, b))
}

/** Falling by a half and doubling are the same distance. */
function risingIsWorse(share: number, threshold: number): ChangeVerdict {
  if (share > threshold) return 'worse'
  return share < 1 / (1 + threshold) - 1 ? 'better' : 'same'
}

function freshnessChange(before: CellFindings, after: CellFindings): readonly Change[] {
  const [was, is] = [freshnessOf(before), freshnessOf(after)]
  if (was === undefined || is === undefined || was.delayMs !== is.delayMs) return []
  const share = is.fresh / is.asked - was.fresh / was.asked
  return [
    {
      quantity: 'freshness',
      before: { kind: 'share', value: was.fresh / was.asked },
      after: { kind: 'share', value: is.fresh / is.asked },
      share,
      verdict: freshVerdict(was, is),
    },
  ]
}

function freshVerdict(was: Fresh, is: Fresh): ChangeVerdict {
  if (!differsBeyondChance(was, is)) return 'same'
  return is.fresh / is.asked < was.fresh / was.asked ? 'worse' : 'better'
}

/** One acknowledged event that is lost is one too many. */
function lostChange(before: CellFindings, after: CellFindings): Change {
  const [was, is] = [before.audit.lost, after.audit.lost]
  return {
    quantity: 'lost events',
    before: { kind: 'count', value: was },
    after: { kind: 'count', value: is },
    verdict: lostVerdict(was, is),
  }
}

function lostVerdict(was: number, is: number): ChangeVerdict {
  if (was === 0) return is === 0 ? 'same' : 'worse'
  return is === 0 ? 'better' : 'same'
}
