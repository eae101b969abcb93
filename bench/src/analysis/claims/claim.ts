import { highestPass } from '../../capacity/capacity.ts'
import type { Smoothness } from '../findings/smoothness.ts'
import type { CellFindings, ClaimFindings, Kept, StressFindings, WorkloadFindings } from '../findings.ts'

/** What a claim is judged on: `name` beside `against`, which lacks what the claim is about. */
export interface ClaimInput {
  readonly name: string
  readonly against: string
  readonly workloads: readonly WorkloadFindings[]
  readonly stress: readonly StressFindings[]
  readonly smoothness: readonly Smoothness[]
  /** Differences up to this share are ties. */
  readonly tie: number
}

export type Claim = (input: ClaimInput) => Pick<ClaimFindings, 'intended' | 'measured' | 'kept' | 'rule'>

/** The two cells under the first of `preferred` that was planned. */
export function cellsUnder({ name, against, workloads }: ClaimInput, preferred: readonly string[]) {
  const found = preferred.flatMap((wanted) => workloads.find(({ workload }) => workload === wanted) ?? [])[0]
  const cellOf = (architecture: string): CellFindings | undefined =>
    found?.cells.find((cell) => cell.architecture === architecture)
  return {
    workload: found?.workload ?? '',
    own: cellOf(name),
    other: cellOf(against),
  }
}

/** The capacity of `cell`, as the highest rate that passed. */
export function passOf(cell: CellFindings | undefined): number | undefined {
  return cell?.capacity && highestPass(cell.capacity)
}

interface Pair {
  readonly value: number | undefined
  readonly against: number | undefined
}

/** Kept if `value` is below `against` by more than the share `tie`. */
export function keptIfLower({ value, against }: Pair, tie: number): Kept {
  if (value === undefined || against === undefined) return 'unknown'
  return value < against * (1 - tie) ? 'yes' : 'no'
}
