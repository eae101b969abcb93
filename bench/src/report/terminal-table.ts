import type { Column, Table, TableCell, Tone } from './table.ts'

/** Colours a text by its tone; the plain one gives it back as it is. */
export type Paint = (text: string, tone: Tone | 'title') => string

/** The `Paint` of a pipe or a file. */
export const withoutColour: Paint = (text) => text

/** A table in lines of fixed-width text. */
export function terminalTable({ title, columns, rows, notes }: Table, paint: Paint): readonly string[] {
  const widths = columns.map(({ header }, index) =>
    Math.max(header.length, ...rows.map((cells) => cells[index]?.text.length ?? 0)),
  )
  const header = columns.map((column, index) => padded(column.header, column, widths[index] ?? 0))
  return [
    paint(title, 'title'),
    `  ${paint(header.join('  ').trimEnd(), 'muted')}`,
    ...rows.map((cells) =>
      cells.length === 0
        ? `  ${paint('-'.repeat(header.join('  ').length), 'muted')}`
        : `  ${rowText(cells, columns, widths, paint)}`.trimEnd(),
    ),
    ...notes.map((note) => `  ${paint(note, 'muted')}`),
  ]
}

function rowText(
  cells: readonly TableCell[],
  columns: readonly Column[],
  widths: readonly number[],
  paint: Paint,
): string {
  const texts = columns.map((column, index) => {
    const { text, tone } = cells[index] ?? { text: '', tone: undefined }
    const wide = padded(text, column, widths[index] ?? 0)
    return tone === undefined ? wide : wide.replace(text, () => paint(text, tone))
  })
  return texts.join('  ').trimEnd()
}

function padded(text: string, { align }: Column, width: number): string {
  return align === 'right' ? text.padStart(width) : text.padEnd(width)
}
