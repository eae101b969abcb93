import type { CellFindings, Findings, WorkloadFindings } from '../../analysis/findings.ts'
import { sayBreach } from '../../load/say-breach.ts'
import { sayInvalid } from '../../load/say-invalid.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain, unknownCell } from '../table.ts'
import { sayBottleneck } from '../words.ts'
import { auditCell, outcomeCells } from './cell-figures.ts'

/** The first table: who holds the target, how much each holds, and what stops it. */
export function capacityTable({ cohort }: Findings, { workload, cells }: WorkloadFindings): Table {
  const provisional = cells.some((cell) => cell.provisional)
  return {
    title: `${workload}: capacity, requests a second`,
    columns: columns(
      [
        'architecture',
        `holds ${cohort.plan.targetRate}?`,
        'capacity',
        'p99 at capacity',
        'limited by',
        'broke first',
      ],
      ['lost', 'duplicated'],
    ),
    rows: cells.map(row),
    notes: [
      ...(provisional ? ['~ provisional: from the ramp alone, no plateau has confirmed it'] : []),
      ...cells.flatMap(({ architecture, bottleneck }) =>
        bottleneck ? [`${architecture}: ${sayBottleneck(bottleneck)} (${bottleneck.rule})`] : [],
      ),
    ],
  }
}

function row(cell: CellFindings): readonly TableCell[] {
  return [
    ...outcomeCells(cell),
    breachCell(cell),
    auditCell(cell, cell.audit.lost),
    auditCell(cell, cell.audit.duplicated),
  ]
}

function breachCell({ capacity }: CellFindings): TableCell {
  if (capacity === undefined) return unknownCell
  if (capacity.kind === 'invalid') return { text: sayInvalid(capacity.reason), tone: 'doubtful' }
  if (capacity.kind !== 'atLeast') return plain(sayBreach(capacity.breach))
  return plain(
    capacity.reason === 'generator'
      ? 'nothing; the generator is at its limit'
      : 'nothing; no higher rate was planned',
  )
}
