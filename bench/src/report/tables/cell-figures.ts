import type { CellFindings } from '../../analysis/findings.ts'
import { count } from '../figures.ts'
import { markedName } from '../marks.ts'
import type { TableCell } from '../table.ts'
import { plain, unknownCell } from '../table.ts'
import { sayBottleneck, sayCapacity } from '../words.ts'
import { latencies } from './endpoint-figures.ts'

/** How a row of a cell begins: the architecture, whether it holds the target, its capacity, the p99 there, what limits it. */
export function outcomeCells(cell: CellFindings): readonly TableCell[] {
  return [
    plain(markedName(cell)),
    targetCell(cell),
    capacityCell(cell),
    plain(latencies(cell.atCapacity, 'p99Ms')),
    cell.bottleneck ? plain(sayBottleneck(cell.bottleneck)) : unknownCell,
  ]
}

/** Whether the target is held. */
export function targetCell({ holdsTarget }: CellFindings): TableCell {
  switch (holdsTarget) {
    case 'yes':
      return { text: 'yes', tone: 'good' }
    case 'no':
      return { text: 'no', tone: 'bad' }
    case 'unknown':
      return { text: 'unknown', tone: 'doubtful' }
  }
}

/** The capacity; a provisional one begins with `~`. */
export function capacityCell({ capacity, provisional }: CellFindings): TableCell {
  if (capacity === undefined) return { text: 'not measured', tone: 'muted' }
  if (capacity.kind === 'invalid') return { text: 'invalid', tone: 'doubtful' }
  return provisional ? { text: `~${sayCapacity(capacity)}`, tone: 'doubtful' } : plain(sayCapacity(capacity))
}

/** A number of events of the audit; `-` where nothing was written. */
export function eventsCell({ audit }: CellFindings, events: number): TableCell {
  return audit.acknowledged === 0 ? unknownCell : plain(count(events))
}

/** As `eventsCell`, of events of which there must be none. */
export function auditCell(cell: CellFindings, events: number): TableCell {
  return cell.audit.acknowledged === 0
    ? unknownCell
    : { text: count(events), tone: events === 0 ? 'good' : 'bad' }
}
