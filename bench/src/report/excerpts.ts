import type { CellFindings, Findings } from '../analysis/findings.ts'
import { sayBreach } from '../load/say-breach.ts'
import { percent, rate } from './figures.ts'
import { headerLines } from './header.ts'
import { list, tableLines } from './markdown.ts'
import { markedName, markNotes } from './marks.ts'
import { columns, plain, withLine } from './table.ts'
import { auditCell, capacityCell, targetCell } from './tables/cell-figures.ts'
import { claimsTable } from './tables/claims-table.ts'
import { latencies } from './tables/endpoint-figures.ts'
import { verdictSentences } from './verdict-sentences.ts'
import { sayBottleneck } from './words.ts'

const shownConditions = new Set(['Command', 'Started', 'SLO', 'Machine', 'Sizing'])

/** The result on a project's first page: conditions, verdict, every cell in one line. */
export function summaryMarkdown(findings: Findings): string {
  const conditions = headerLines(findings.cohort).filter(([label]) => shownConditions.has(label))
  const cells = findings.workloads.flatMap(({ cells }) => cells)
  return [
    list(conditions.map(([label, text]) => `${label}: ${text}`)),
    list(verdictSentences(findings)),
    tableLines(cellTable(cells, ['workload', 'architecture'])).join('\n'),
  ].join('\n\n')
}

/** What was measured of one architecture, for its own page. */
export function architectureMarkdown(findings: Findings, architecture: string): string {
  const own = ({ architecture: name }: { readonly architecture: string }) => name === architecture
  const cells = findings.workloads.flatMap(({ cells }) => cells).filter(own)
  const marks = markNotes(cells)
  const claims = claimsTable({ ...findings, claims: findings.claims.filter(own) })
  const conditions = headerLines(findings.cohort).filter(([label]) => shownConditions.has(label))
  return [
    tableLines(cellTable(withoutLine(cells), ['workload'])).join('\n'),
    ...(claims.rows.length > 0 ? [tableLines(claims).join('\n')] : []),
    ...(marks.length > 0 ? [list(marks)] : []),
    list(conditions.map(([label, text]) => `${label}: ${text}`)),
  ].join('\n\n')
}

/** On a page of its own nobody stands below a line. */
function withoutLine(cells: readonly CellFindings[]): readonly CellFindings[] {
  return cells.map((cell) => ({ ...cell, rival: false }))
}

function cellTable(cells: readonly CellFindings[], names: readonly ('workload' | 'architecture')[]) {
  const target = 'holds the target?'
  return {
    columns: columns(
      [
        ...names,
        target,
        'capacity /s',
        'held 30 s',
        'p95 at capacity',
        'p99 at capacity',
        'limited by',
        'broke first',
      ],
      ['failed', 'lost', 'CPU predicts /s'],
    ),
    rows: withLine(cells, (cell) => [
      ...names.map((name) => plain(name === 'architecture' ? markedName(cell) : cell[name])),
      targetCell(cell),
      capacityCell(cell),
      plain(rate(cell.confirmedRate)),
      plain(latencies(cell.atCapacity, 'p95Ms')),
      plain(latencies(cell.atCapacity, 'p99Ms')),
      plain(cell.bottleneck ? sayBottleneck(cell.bottleneck) : '-'),
      plain(brokeFirst(cell)),
      plain(percent(cell.atCapacity && cell.atCapacity.failures / cell.atCapacity.attempts)),
      auditCell(cell, cell.audit.lost),
      plain(rate(cell.demand?.prediction?.rate)),
    ]),
  }
}

function brokeFirst({ capacity }: CellFindings): string {
  return capacity !== undefined && 'breach' in capacity ? sayBreach(capacity.breach) : '-'
}
