import { boundsOf } from '../../capacity/capacity.ts'
import type { CellFindings, Kept } from '../findings.ts'
import { known } from '../known.ts'
import { sayTie, separate } from '../separation.ts'
import type { Claim } from './claim.ts'
import { cellsUnder, keptIfLower, passOf } from './claim.ts'

const writeWorkloads = ['write-heavy', 'mixed']

/** Capacity under writes. */
export const moreWrites: Claim = (input) => {
  const { workload, own, other } = cellsUnder(input, writeWorkloads)
  const [value, against] = [passOf(own), passOf(other)]
  return {
    intended: 'more writes',
    measured: [{ quantity: `capacity, ${workload}`, unit: 'requests/s', ...known({ value, against }) }],
    kept: isBeyond(own, other, input.tie),
    rule: `kept if it holds more than ${sayTie(input.tie)} beyond the rate at which the other failed`,
  }
}

/** How evenly rows are committed, and the latency of writes in a burst, at the rate that all architectures hold. */
export const smootherIngestion: Claim = (input) => {
  const { workload } = cellsUnder(input, writeWorkloads)
  const of = (name: string) =>
    input.smoothness.find((found) => found.workload === workload && found.architecture === name)
  const [own, other] = [of(input.name), of(input.against)]
  const variations = { value: own?.committedVariation, against: other?.committedVariation }
  const bursts = { value: own?.burst?.p99Ms, against: other?.burst?.p99Ms }
  const settled = { value: own?.burst?.settledP99Ms, against: other?.burst?.settledP99Ms }
  return {
    intended: 'smoother ingestion',
    measured: [
      {
        quantity: `variation of rows committed a second at the common rate, ${workload}`,
        unit: '',
        ...known(variations),
      },
      { quantity: 'p99 of POST in a burst to that rate', unit: 'ms', ...known(bursts) },
      { quantity: 'p99 of POST, settled', unit: 'ms', ...known(settled) },
    ],
    kept: bothOf(keptIfLower(variations, input.tie), keptIfLower(bursts, input.tie)),
    rule: `kept if variation and p99 in the burst are lower by more than ${sayTie(input.tie)}; partly if one is`,
  }
}

function isBeyond(own: CellFindings | undefined, other: CellFindings | undefined, tie: number): Kept {
  if (own?.capacity === undefined || other?.capacity === undefined) return 'unknown'
  const [mine, theirs] = [boundsOf(own.capacity), boundsOf(other.capacity)]
  if (mine.held === undefined || theirs.held === undefined) return 'unknown'
  if (mine.held < theirs.held) return mine.failed === undefined ? 'unknown' : 'no'
  const separation = separate(mine, theirs, tie)
  if (separation === 'undecided') return 'unknown'
  return separation === 'ahead' ? 'yes' : 'no'
}

function bothOf(first: Kept, second: Kept): Kept {
  if (first === second) return first
  return first === 'yes' || second === 'yes' ? 'partly' : 'unknown'
}
