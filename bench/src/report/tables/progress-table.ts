import type { CellFindings, WorkloadFindings } from '../../analysis/findings.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain, unknownCell, withLine } from '../table.ts'
import { auditCell, outcomeCells } from './cell-figures.ts'

/** The capacity table in short, while it fills up. `measuring`: the architecture that is at work now. */
export function progressTable(
  { workload, cells }: WorkloadFindings,
  targetRate: number | undefined,
  measuring: string | undefined,
): Table {
  const target = targetRate === undefined ? 'target' : String(targetRate)
  return {
    title: workload,
    columns: columns(['architecture', `holds ${target}?`, 'capacity', 'p99', 'limited by', 'lost'], []),
    rows: withLine(cells, (cell) => row(cell, cell.architecture === measuring)),
    notes: [],
  }
}

function row(cell: CellFindings, measuring: boolean): readonly TableCell[] {
  if (cell.capacity === undefined)
    return [plain(cell.architecture), measuring ? { text: 'measuring', tone: 'muted' } : unknownCell]
  return [...outcomeCells(cell), auditCell(cell, cell.audit.lost)]
}
