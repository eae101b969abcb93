import type { Findings } from '../analysis/findings.ts'
import { headerLines } from './header.ts'
import { reportTables } from './report-tables.ts'
import type { Table } from './table.ts'
import { loadsTable } from './tables/loads-table.ts'
import { verdictSentences } from './verdict-sentences.ts'

/** Of a comment on GitHub; a longer one is refused. */
const mostCharacters = 65_536

/**
 * The report for people, e.g. in a pull request: verdict first, the tables below the capacities folded. It fits a comment there: what is
 * too much is left out from the end, and named.
 */
export function markdown(findings: Findings): string {
  const { cohort, warnings, workloads } = findings
  const tables = reportTables(findings)
  const open = tables.slice(0, workloads.length)
  const folded = [...tables.slice(workloads.length), loadsTable(findings)]
  const first = [
    '# Telemark: comparison',
    section('Verdict', list(verdictSentences(findings))),
    ...(warnings.length > 0 ? [section('Warnings', list(warnings.map(({ message }) => message)))] : []),
    ...open.map((table) => section(table.title, tableBody(table))),
    section(
      'Conditions',
      list(headerLines(cohort).map(([label, text]) => (label === '' ? text : `${label}: ${text}`))),
    ),
  ]
  return fitted(first, folded.map(foldedTable))
}

interface Folded {
  readonly title: string
  readonly text: string
}

/** `first`, and of `folded` what there is room for. */
function fitted(first: readonly string[], folded: readonly Folded[]): string {
  const reserve = folded.reduce((sum, { title }) => sum + title.length + 2, 200)
  let text = first.join('\n\n')
  const leftOut: string[] = []
  for (const { title, text: more } of folded) {
    if (text.length + more.length + reserve > mostCharacters) leftOut.push(title)
    else text += `\n\n${more}`
  }
  const note =
    leftOut.length === 0 ? '' : `\n\nToo long for a comment, and in report.html: ${leftOut.join(', ')}.`
  return `${text}${note}\n`
}

function foldedTable(table: Table): Folded {
  const { title } = table
  return {
    title,
    text: `<details><summary>${escaped(title)}</summary>\n\n${tableBody(table)}\n\n</details>`,
  }
}

function tableBody(table: Table): string {
  const lines = tableLines(table).join('\n')
  return table.notes.length === 0 ? lines : `${lines}\n\n${list(table.notes)}`
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
