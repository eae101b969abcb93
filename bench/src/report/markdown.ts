import type { Findings } from '../analysis/findings.ts'
import { headerLines } from './header.ts'
import { reportTables } from './report-tables.ts'
import type { Table } from './table.ts'
import { loadsTable } from './tables/loads-table.ts'
import { verdictSentences } from './verdict-sentences.ts'

/** The report for people, e.g. in a pull request: verdict first. */
export function markdown(findings: Findings): string {
  const { cohort, warnings } = findings
  const sections = [
    '# Telemark: comparison',
    section('Verdict', list(verdictSentences(findings))),
    ...(warnings.length > 0 ? [section('Warnings', list(warnings.map(({ message }) => message)))] : []),
    ...[...reportTables(findings), loadsTable(findings)].map(tableSection),
    section(
      'Conditions',
      list(headerLines(cohort).map(([label, text]) => (label === '' ? text : `${label}: ${text}`))),
    ),
  ]
  return `${sections.join('\n\n')}\n`
}

function tableSection(table: Table): string {
  const lines = tableLines(table).join('\n')
  return section(table.title, table.notes.length === 0 ? lines : `${lines}\n\n${list(table.notes)}`)
}

/** A table's lines, its title and notes left to the caller. */
export function tableLines({ columns, rows }: Pick<Table, 'columns' | 'rows'>): readonly string[] {
  return [
    line(columns.map(({ header }) => header)),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    // Markdown has no lines between rows: a row of dashes stands for one.
    ...rows.map((cells) => line(cells.length === 0 ? columns.map(() => '—') : cells.map(({ text }) => text))),
  ]
}

function section(title: string, body: string): string {
  return `## ${title}\n\n${body}`
}

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${escaped(item)}`).join('\n')
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(escaped).join(' | ')} |`
}

/** A `<` or `|` from a figure or an error message must not become markup. */
function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')
}
