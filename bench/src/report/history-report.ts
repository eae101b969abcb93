import { boundsOf, type Capacity } from '../capacity/capacity.ts'
import type { History, HistoryGroup, HistoryRun } from '../diff/history.ts'
import { numbered } from './figures.ts'
import { sparkline } from './sparkline.ts'
import { columns, plain, type Table, type TableCell, unknownCell } from './table.ts'
import { type Paint, terminalTable, withoutColour } from './terminal-table.ts'
import { sayCapacity } from './words.ts'

/** For a terminal: a table a workload for each group of runs that may be compared, the newest group first. */
export function historyText({ groups, unreadable }: History, paint: Paint = withoutColour): string {
  const blocks = [
    ...groups.map((group) => groupLines(group, paint)),
    ...(unreadable.length === 0
      ? []
      : [
          [
            paint('Not readable', 'title'),
            ...unreadable.map(({ name, because }) => `  ${name}: ${paint(because, 'doubtful')}`),
          ],
        ]),
  ]
  return blocks.length === 0
    ? 'No comparison yet.\n'
    : `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function groupLines(group: HistoryGroup, paint: Paint): readonly string[] {
  const { runs, obstacles } = group
  const title =
    obstacles.length === 0
      ? `${numbered(runs.length, 'run')} comparable with the newest`
      : `${numbered(runs.length, 'run')} not comparable with the newest`
  const why = obstacles.map(({ what, before, after }) => `  ${what}: ${before} here, ${after} in the newest`)
  return [
    paint(title, 'title'),
    ...why.map((line) => paint(line, 'doubtful')),
    ...workloadsOf(runs).flatMap((workload) => ['', ...terminalTable(workloadTable(workload, runs), paint)]),
  ]
}

function workloadsOf(runs: readonly HistoryRun[]): readonly string[] {
  return [...new Set(runs.flatMap(({ cells }) => cells.map(({ workload }) => workload)))]
}

/** A row a run, oldest first, and how each column went. */
function workloadTable(workload: string, runs: readonly HistoryRun[]): Table {
  const cellOf = (run: HistoryRun, architecture: string) =>
    run.cells.find((cell) => cell.workload === workload && cell.architecture === architecture)
  const architectures = [
    ...new Set(
      runs.flatMap(({ cells }) =>
        cells.filter((cell) => cell.workload === workload).map(({ architecture }) => architecture),
      ),
    ),
  ]
  const trends = architectures.map((architecture) =>
    plain(sparkline(runs.map((run) => middleOf(cellOf(run, architecture)?.capacity)))),
  )
  return {
    title: `${workload}: capacity, requests a second`,
    columns: columns(['run', 'commit'], architectures),
    rows: [
      ...runs.map((run) => [
        plain(run.name),
        plain(`${run.commit.slice(0, 7)}${run.dirty ? '+' : ''}`),
        ...architectures.map((architecture) => capacityCell(cellOf(run, architecture))),
      ]),
      ...(runs.length > 1 ? [[plain('trend'), plain(''), ...trends]] : []),
    ],
    notes: runs.some(({ dirty }) => dirty) ? ['+: with local changes'] : [],
  }
}

function capacityCell(
  cell: { readonly capacity: Capacity; readonly provisional: boolean } | undefined,
): TableCell {
  if (cell === undefined) return unknownCell
  return plain(`${cell.provisional ? '~' : ''}${sayCapacity(cell.capacity)}`)
}

/** Of a bracket the geometric middle; of a bound the bound, which is all that is known. */
function middleOf(capacity: Capacity | undefined): number | undefined {
  const { held, failed } = boundsOf(capacity)
  return held === undefined || failed === undefined ? (held ?? failed) : Math.sqrt(held * failed)
}
