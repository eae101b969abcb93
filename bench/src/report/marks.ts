import type { CellFindings } from '../analysis/findings.ts'
import { keepsAll } from '../analysis/integrity.ts'
import { count } from './figures.ts'

type Marked = Pick<CellFindings, 'architecture' | 'workload' | 'audit' | 'freshness'>

/** Behind a name wherever figures of that cell stand. */
const lossMark = ' !'
const staleMark = ' ?'

/** The architecture's name; with ` !` where the cell lost, doubled or changed events, with ` ?` where its reads were too old. */
export function markedName(cell: Marked): string {
  return `${cell.architecture}${markOf(cell)}`
}

/** As `markedName`, of a row that only names its cell, whose findings are among `cells`. */
export function markedIn(
  cells: readonly Marked[],
  { architecture, workload }: Pick<Marked, 'architecture' | 'workload'>,
): string {
  return markedAmong(
    architecture,
    cells.filter((cell) => cell.workload === workload),
  )
}

/** The same for a figure that comes from several cells of one architecture. */
export function markedAmong(architecture: string, cells: readonly Marked[]): string {
  const own = cells.filter((cell) => cell.architecture === architecture)
  const has = (mark: string) => own.some((cell) => markOf(cell).includes(mark.trim()))
  return `${architecture}${has(lossMark) ? lossMark : ''}${has(staleMark) ? staleMark : ''}`
}

/** What the marks of these cells mean, one line each; none where nothing is marked. */
export function markNotes(cells: readonly Marked[]): readonly string[] {
  return cells.flatMap((cell) => [...lossNote(cell), ...staleNote(cell)])
}

function markOf({ audit, freshness }: Marked): string {
  return `${keepsAll(audit) ? '' : lossMark}${freshness?.kept === 'no' ? staleMark : ''}`
}

function lossNote({ architecture, workload, audit }: Marked): readonly string[] {
  if (keepsAll(audit)) return []
  const { lost, duplicated, corrupted = 0 } = audit
  return [
    `! ${architecture} under ${workload}: of ${count(audit.acknowledged)} acknowledged events ${count(lost)} were lost, ${count(duplicated)} are stored twice and ${count(corrupted)} hold something else than was sent. What it reached is worth nothing.`,
  ]
}

function staleNote({ architecture, workload, freshness }: Marked): readonly string[] {
  if (freshness?.kept !== 'no') return []
  return [
    `? ${architecture} under ${workload}: reads did not show what was acknowledged in time (see Freshness). It does not hold its SLO.`,
  ]
}
