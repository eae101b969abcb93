import type { ClaimFindings, Findings, Kept, Measure } from '../../analysis/findings.ts'
import { decimal, ms } from '../figures.ts'
import type { Table, TableCell, Tone } from '../table.ts'
import { columns, plain } from '../table.ts'

/** What each architecture should improve over the one before it, and whether it did. */
export function claimsTable({ claims }: Findings): Table {
  return {
    title: 'Claims',
    columns: columns(['architecture', 'against', 'should bring', 'measured', 'kept?', 'rule'], []),
    rows: claims.map(row),
    notes: [],
  }
}

const tones = { yes: 'good', partly: 'doubtful', no: 'bad', unknown: 'muted' } as const satisfies Record<
  Kept,
  Tone
>

function row({ architecture, against, intended, measured, kept, rule }: ClaimFindings): readonly TableCell[] {
  return [
    plain(architecture),
    plain(against),
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
