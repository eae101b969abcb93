import type { CellFindings, ClaimFindings, Findings, Kept, Measure } from '../../analysis/findings.ts'
import { decimal, ms } from '../figures.ts'
import { markedAmong, markNotes } from '../marks.ts'
import type { Table, TableCell, Tone } from '../table.ts'
import { columns, plain } from '../table.ts'

/** What each architecture should improve over the one before it, and whether it did. */
export function claimsTable({ claims, workloads }: Findings): Table {
  const cells = workloads.flatMap((workload) => workload.cells)
  return {
    title: 'Claims',
    columns: columns(['architecture', 'against', 'should bring', 'measured', 'kept?', 'rule'], []),
    rows: claims.map((claim) => row(claim, cells)),
    notes: markNotes(cells),
  }
}

const tones = { yes: 'good', partly: 'doubtful', no: 'bad', unknown: 'muted' } as const satisfies Record<
  Kept,
  Tone
>

function row(
  { architecture, against, intended, measured, kept, rule }: ClaimFindings,
  cells: readonly CellFindings[],
): readonly TableCell[] {
  return [
    plain(markedAmong(architecture, cells)),
    plain(markedAmong(against, cells)),
    plain(intended),
    plain(measured.map(sayMeasure).join('; ')),
    { text: kept, tone: tones[kept] },
    plain(rule),
  ]
}

function sayMeasure({ quantity, unit, value, against }: Measure): string {
  const ratio = value === undefined || !against ? '' : ` (${(value / against).toFixed(2)}x)`
  return `${quantity}: ${figure(value, unit)} against ${figure(against, unit)}${ratio}`
}

function figure(value: number | undefined, unit: string): string {
  if (unit === 'ms' && value !== undefined && value >= 1) return ms(value)
  return value === undefined ? '-' : `${decimal(value)}${unit === '' ? '' : ` ${unit}`}`
}
