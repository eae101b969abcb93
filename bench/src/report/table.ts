/** A table before anybody knows whether it becomes text, Markdown or something else. */
export interface Table {
  readonly title: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  /** Lines below the table: what is marked, and how figures were chosen. */
  readonly notes: readonly string[]
}

/** One without cells is a line. */
export type Row = readonly TableCell[]

export interface Column {
  readonly header: string
  readonly align: 'left' | 'right'
}

/** Text, and what it means for the reader: renderers may colour it. */
export interface TableCell {
  readonly text: string
  readonly tone?: Tone
}

export type Tone = 'good' | 'bad' | 'doubtful' | 'muted'

/** Left-aligned columns, then right-aligned ones. */
export function columns(left: readonly string[], right: readonly string[]): readonly Column[] {
  return [
    ...left.map((header) => ({ header, align: 'left' }) as const),
    ...right.map((header) => ({ header, align: 'right' }) as const),
  ]
}

export function plain(text: string): TableCell {
  return { text }
}

export const unknownCell: TableCell = { text: '-', tone: 'muted' }

/** A row an item, and a line before the rivals of what was asked for. */
export function withLine<T extends { readonly rival: boolean }>(
  items: readonly T[],
  row: (item: T) => Row,
): readonly Row[] {
  const below = items.filter(({ rival }) => rival).map(row)
  const above = items.filter(({ rival }) => !rival).map(row)
  return below.length === 0 ? above : [...above, [], ...below]
}
