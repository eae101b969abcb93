import type { Architecture } from '@telemark/architecture'
import { type Bounds, boundsOf } from '../capacity/capacity.ts'
import type { Plan } from '../plan/plan.ts'
import type { CellFindings, Noise, PairFindings, WorkloadFindings } from './findings.ts'
import { leadOf, leastTie } from './separation.ts'
import { upperShare } from './statistics/binomial.ts'
import { blockPairs, differs } from './twin-pairs.ts'
import { twinsOf } from './twins.ts'

/** One pair under one workload: the same system, measured twice. */
interface Pair {
  readonly workload: string
  readonly twins: readonly [string, string]
  readonly cells: readonly [CellFindings, CellFindings]
}

const confidence = 0.95
/** With fewer pairs no rate of false alarms is claimed: 0 of 20 still allow one of seven. */
const enoughPairs = 20

/**
 * What counts as a tie in this cohort. Two architectures that do the same under a workload are an A/A pair: as far as they
 * differ, differences say nothing. At least 5 %.
 */
export function noiseOf(plan: Plan, workloads: readonly WorkloadFindings[]): Noise {
  const pairs = pairsOf(plan, workloads)
  const [widest] = pairs
    .map(({ workload, twins, cells }) => ({ share: differenceOf(cells), workload, twins }))
    .toSorted((a, b) => b.share - a.share)
  return {
    ...(widest !== undefined && widest.share > leastTie ? widest : { share: leastTie }),
    pairs: falseAlarms(pairs),
  }
}

function falseAlarms(pairs: readonly Pair[]): PairFindings {
  const differ = pairs.filter(({ cells }) => differs(cells)).length
  const proportion = { count: differ, trials: pairs.length }
  return {
    pairs: pairs.length,
    differ,
    ...(pairs.length >= enoughPairs && {
      bound: { share: upperShare(proportion, confidence), confidence },
    }),
  }
}

function pairsOf(plan: Plan, workloads: readonly WorkloadFindings[]): readonly Pair[] {
  return plan.workloads.flatMap((workload) => {
    const { cells = [] } = workloads.find((findings) => findings.workload === workload.name) ?? {}
    const cellOf = ({ name }: Architecture) =>
      cells.find(({ architecture, capacity }) => architecture === name && isMeasured(capacity))
    return plan.architectures.flatMap((first, index) =>
      twinsOf(first, workload, plan.architectures.slice(index + 1)).flatMap((second): Pair[] => {
        const [a, b] = [cellOf(first), cellOf(second)]
        if (a === undefined || b === undefined) return []
        return [{ workload: workload.name, twins: [first.name, second.name], cells: [a, b] }]
      }),
    )
  })
}

function isMeasured(capacity: CellFindings['capacity']): boolean {
  return capacity !== undefined && capacity.kind !== 'invalid'
}

/** Over several blocks by their mean, within one by what one held beyond the rate at which the other failed. */
function differenceOf(cells: readonly [CellFindings, CellFindings]): number {
  const ratios = blockPairs(cells)
  if (ratios.length > 1)
    return Math.exp(Math.abs(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length)) - 1
  const [a, b] = cells.map(({ capacity }) => boundsOf(capacity)) as [Bounds, Bounds]
  return Math.max(leadOf(a, b), leadOf(b, a))
}
