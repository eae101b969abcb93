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

/** For each row of one architecture: the records of its cell; nothing where the table names no cell. The workload is a column, unless it is given. */
export function cellLinks(table: Table, { sources }: PageInput, workload?: string): readonly Markup[] {
  return cellsOf(table, workload).map((cell) =>
    cell === undefined ? nothing : fileLinks(sources.ofCell(cell)),
  )
}

/** As `cellLinks`, of the loads alone that set the capacity of the cell. */
export function capacityLinks(
  table: Table,
  { findings, sources }: PageInput,
  workload?: string,
): readonly Markup[] {
  const known = findings.workloads.flatMap(({ cells }) => cells)
  return cellsOf(table, workload).map((named) => {
    const cell = known.find(
      ({ architecture, workload }) => architecture === named?.architecture && workload === named.workload,
    )
    if (cell === undefined) return nothing
    return fileLinks([...new Set(sources.ofCapacity(cell).map(({ record }) => record))])
  })
}

interface Cell {
  readonly architecture: string
  readonly workload: string
}

function cellsOf({ columns, rows }: Table, workload: string | undefined): readonly (Cell | undefined)[] {
  const at = (name: string) => columns.findIndex(({ header }) => header === name)
  const [architectureAt, workloadAt] = [at('architecture'), at('workload')]
  return rows.map((row) => {
    const architecture = row[architectureAt]?.text
    const named = workload ?? row[workloadAt]?.text
    return architecture === undefined || named === undefined ? undefined : { architecture, workload: named }
  })
}

/** Numbered, because their names are long. */
function fileLinks(files: readonly string[]): Markup {
  return html`${files.map((file, index) => html`${index === 0 ? '' : ' '}<a href="./${encodeURIComponent(file)}" aria-label="record ${file}">${index + 1}</a>`)}`
}
