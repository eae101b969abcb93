import type { Column, Row, Table, TableCell } from '../table.ts'
import { html, type Markup, nothing } from './markup.ts'
import { shortText } from './short-text.ts'

/** What a table shows beside its texts. */
export interface TableExtras {
  /** Of each row, where its raw rows are; nothing adds no column. */
  readonly links?: readonly Markup[]
  /** Larger than the tables around it: the first one. */
  readonly prominent?: boolean
}

/** A table with caption and scopes, in a box of its own that scrolls where the page is narrow. */
export function htmlTable(table: Table, { links, prominent = false }: TableExtras = {}): Markup {
  const { title, columns, rows, notes } = table
  const linked = links?.some(({ markup }) => markup !== '') === true
  return html`<div class="scroll" role="region" aria-label="Table: ${title}" tabindex="0"><table${prominent ? html` class="prominent"` : nothing}>
<caption>${title}</caption>
<thead><tr>${columns.map(headerCell)}${linked ? html`<th scope="col">raw rows</th>` : nothing}</tr></thead>
<tbody>
${rows.map((row, index) => bodyRow(row, columns, linked ? (links[index] ?? nothing) : undefined))}</tbody>
</table></div>${notesOf(notes)}`
}

function headerCell({ header, align }: Column): Markup {
  const attributes = align === 'right' ? html` class="number"` : nothing
  return header === '' ? html`<td></td>` : html`<th scope="col"${attributes}>${header}</th>`
}

function bodyRow(row: Row, columns: readonly Column[], links: Markup | undefined): Markup {
  const width = columns.length + (links === undefined ? 0 : 1)
  if (row.length === 0)
    return html`<tr class="line"><th scope="row" colspan="${width}">below the line: nobody asked for these</th></tr>
`
  const cells = row.map((cell, index) => bodyCell(cell, columns[index], index === 0))
  return html`<tr>${cells}${links === undefined ? nothing : html`<td class="raw">${links}</td>`}</tr>
`
}

function bodyCell({ text, tone }: TableCell, column: Column | undefined, isFirst: boolean): Markup {
  const names = [
    ...(column?.align === 'right' ? ['number'] : []),
    text.length <= shortText ? 'short' : 'long',
    ...(tone ? [tone] : []),
  ]
  const attributes = names.length === 0 ? nothing : html` class="${names.join(' ')}"`
  return isFirst ? html`<th scope="row"${attributes}>${text}</th>` : html`<td${attributes}>${text}</td>`
}

function notesOf(notes: readonly string[]): Markup {
  return notes.length === 0
    ? nothing
    : html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`
}
