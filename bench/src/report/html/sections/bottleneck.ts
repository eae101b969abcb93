import type { CellFindings } from '../../../analysis/findings.ts'
import { sayBreach } from '../../../load/say-breach.ts'
import { percent } from '../../figures.ts'
import type { Table } from '../../table.ts'
import { columns, plain } from '../../table.ts'
import { sayComponent } from '../../words.ts'
import type { Chart } from '../charts/chart.ts'
import { figure } from '../figure.ts'
import { htmlTable } from '../html-table.ts'
import { html, type Markup, nothing } from '../markup.ts'
import type { PageInput } from '../page-input.ts'
import { cellLinks } from './links.ts'
import type { Section } from './section.ts'

/** What ended each cell, and the rule that says so. */
export function bottleneckSection(
  input: PageInput,
  charts: readonly Chart[],
  tables: readonly Markup[],
): Section | undefined {
  const cells = input.findings.workloads
    .flatMap((workload) => workload.cells)
    .filter(({ bottleneck }) => bottleneck !== undefined)
  if (cells.length + charts.length === 0) return undefined
  const table = bottleneckTable(cells)
  return {
    id: 'bottleneck',
    title: 'The bottleneck',
    body: html`<div class="charts">${charts.map((chart) => figure(chart))}</div>
${cells.length === 0 ? nothing : htmlTable(table, { links: cellLinks(table, input) })}${tables}`,
  }
}

function bottleneckTable(cells: readonly CellFindings[]): Table {
  return {
    title: 'What ended each cell',
    columns: columns(['workload', 'architecture', 'part', 'resource', 'broke first', 'because'], ['used']),
    rows: cells.map(({ workload, architecture, bottleneck, capacity }) =>
      [
        workload,
        architecture,
        sayComponent(bottleneck?.component ?? 'unknown'),
        bottleneck?.resource ?? '-',
        capacity !== undefined && 'breach' in capacity ? sayBreach(capacity.breach) : '-',
        bottleneck?.rule ?? '-',
        percent(bottleneck?.share),
      ].map(plain),
    ),
    notes: ['By the readings at the rate that failed.'],
  }
}
