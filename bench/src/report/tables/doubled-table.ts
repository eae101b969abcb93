import type { DoubledFindings } from '../../analysis/experiment-findings.ts'
import type { Findings } from '../../analysis/findings.ts'
import type { Bounds } from '../../capacity/capacity.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain, unknownCell } from '../table.ts'
import { sayBounds } from '../words.ts'

/** Whether the order of the best two of each workload depends on how much CPU a vCPU is here. */
export function doubledTable({ experiments }: Findings): Table {
  const doubled = experiments?.doubled ?? []
  return {
    title: 'The deciding pair with twice as much CPU a vCPU',
    columns: columns(['workload', 'best two', 'as sized', 'doubled', 'order'], []),
    rows: doubled.map(row),
    notes: [
      'Machine-dependent: with twice as much CPU behind every vCPU the second is ahead, by more than what counts as a tie. A tie on either side leaves the order undecided.',
      ...doubled.flatMap(({ workload, reason }) =>
        reason === undefined ? [] : [`${workload}: not measured: ${reason}.`],
      ),
    ],
  }
}

function row({ workload, pair, single, doubled, order }: DoubledFindings): readonly TableCell[] {
  return [
    plain(workload),
    plain(pair.join(', ')),
    plain(both(single)),
    doubled === undefined ? unknownCell : plain(both(doubled)),
    orderCells[order],
  ]
}

const orderCells = {
  same: { text: 'the same', tone: 'good' },
  machineDependent: { text: 'machine-dependent', tone: 'bad' },
  undecided: { text: 'undecided', tone: 'doubtful' },
  notMeasured: { text: 'not measured', tone: 'muted' },
} as const satisfies Record<DoubledFindings['order'], TableCell>

function both([a, b]: readonly [Bounds, Bounds]): string {
  return `${sayBounds(a)}, ${sayBounds(b)}`
}
