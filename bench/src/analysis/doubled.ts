import { type Bounds, boundsOf, highestPass } from '../capacity/capacity.ts'
import type { CohortRecord, TrialWithReadings } from '../record/record.ts'
import { doubledCores, doubledFits } from '../sizing/doubled-fits.ts'
import { armCapacity, armsOf } from './arms.ts'
import type { DoubledFindings } from './experiment-findings.ts'
import type { CellFindings, WorkloadFindings } from './findings.ts'
import { known } from './known.ts'
import { leadOf } from './separation.ts'

interface Evidence {
  readonly cohort: CohortRecord
  readonly trials: readonly TrialWithReadings[]
  /** Differences up to this share are ties. */
  readonly tie: number
}

/** Of each workload's best two: whether they stand in the same order with twice as much CPU behind each vCPU. */
export function doubledFindings(
  workloads: readonly WorkloadFindings[],
  evidence: Evidence,
): readonly DoubledFindings[] {
  if (armsOf(evidence.trials, 'doubledVcpu').length === 0 && !isOver(evidence.trials)) return []
  return workloads.flatMap((findings) => {
    const [best, second] = findings.cells
      .filter(({ rival }) => !rival)
      .toSorted((a, b) => passOf(b) - passOf(a))
      .filter((cell) => passOf(cell) > 0)
    return best === undefined || second === undefined ? [] : [pairFindings([best, second], evidence)]
  })
}

/** Where other experiments were run this one was meant to be: then what is missing is said. */
function isOver(trials: readonly TrialWithReadings[]): boolean {
  return trials.some(({ variant }) => variant !== undefined && variant.experiment !== 'controls')
}

function pairFindings(
  [best, second]: readonly [CellFindings, CellFindings],
  evidence: Evidence,
): DoubledFindings {
  const single = [boundsOf(best.capacity), boundsOf(second.capacity)] as const
  const [first, other] = [doubledBounds(best, evidence), doubledBounds(second, evidence)]
  const doubled = first && other && ([first, other] as const)
  return {
    workload: best.workload,
    pair: [best.architecture, second.architecture],
    single,
    ...known({ doubled, reason: doubled ? undefined : reasonFor([best, second], evidence.cohort) }),
    order: doubled === undefined ? 'notMeasured' : orderOf(single, doubled, evidence.tie),
  }
}

function orderOf(
  [a, b]: readonly [Bounds, Bounds],
  [doubledA, doubledB]: readonly [Bounds, Bounds],
  tie: number,
): DoubledFindings['order'] {
  if (leadOf(doubledB, doubledA) > tie) return 'machineDependent'
  return leadOf(a, b) > tie && leadOf(doubledA, doubledB) > tie ? 'same' : 'undecided'
}

function doubledBounds(cell: CellFindings, { trials }: Evidence): Bounds | undefined {
  const own = armsOf(trials, 'doubledVcpu').filter(
    ({ architecture, workload }) =>
      architecture.name === cell.architecture && workload.name === cell.workload,
  )
  const capacity = armCapacity(own)?.capacity
  return capacity && boundsOf(capacity)
}

function reasonFor(pair: readonly CellFindings[], cohort: CohortRecord): string {
  const tooLarge = cohort.plan.architectures
    .filter(({ name }) => pair.some(({ architecture }) => architecture === name))
    .filter((architecture) => !doubledFits(architecture, cohort))
  if (tooLarge.length === 0) return 'there was no time left, or its visit failed'
  const needs = tooLarge.map(
    (architecture) => `${architecture.name} needs ${doubledCores(architecture, cohort).toFixed(2)}`,
  )
  return `${needs.join(', ')} of ${cohort.machine.serverCores} cores that the servers have`
}

function passOf({ capacity }: CellFindings): number {
  return (capacity && highestPass(capacity)) ?? 0
}
