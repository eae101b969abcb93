import type { Table } from '../../table.ts'
import { html, type Markup, nothing } from '../markup.ts'
import type { PageInput } from '../page-input.ts'
import { fileLink } from '../sources.ts'

/** For each row that begins with the number of a run: its record, its samples and its readings. */
export function runLinks({ rows }: Table, { sources }: PageInput): readonly Markup[] {
  return rows.map(([run]) => {
    const source = sources.ofRun(Number(run?.text))
    if (source === undefined) return nothing
    return html`${fileLink(source.record, 'record')} ${fileLink(source.samples, 'samples')} ${fileLink(source.readings, 'readings')}`
  })
}

/** For each row of one architecture: the records of its cell. The workload is a column, unless it is given. */
export function cellLinks(
  { columns, rows }: Table,
  { sources }: PageInput,
  workload?: string,
): readonly Markup[] {
  const [architectureAt, workloadAt] = ['architecture', 'workload'].map((name) =>
    columns.findIndex(({ header }) => header === name),
  )
  return rows.map((row) => {
    const cell = {
      architecture: row[architectureAt ?? 0]?.text ?? '',
      workload: workload ?? row[workloadAt ?? 0]?.text ?? '',
    }
    return fileLinks(sources.ofCell(cell))
  })
}

/** Numbered, because their names are long. */
function fileLinks(files: readonly string[]): Markup {
  return html`${files.map((file, index) => html`${index === 0 ? '' : ' '}<a href="./${encodeURIComponent(file)}" aria-label="record ${file}">${index + 1}</a>`)}`
}
