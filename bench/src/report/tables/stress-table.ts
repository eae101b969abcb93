import type { CellFindings, Findings, StressFindings } from '../../analysis/findings.ts'
import { sayBreach } from '../../load/say-breach.ts'
import { sayInvalid } from '../../load/say-invalid.ts'
import { count, rate } from '../figures.ts'
import { markedAmong, markNotes } from '../marks.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain } from '../table.ts'

/** Of every table of such loads. */
export const stressColumns = columns(
  ['architecture', 'workload', 'result', 'scaling (AWS seconds)'],
  ['reached', 'target', 'tasks, peak'],
)

/** The autoscaler live under a load that rises to the target. */
export function stressTable({ stress, workloads }: Findings): Table {
  const cells = workloads.flatMap((workload) => workload.cells)
  return {
    title: 'Stress: the autoscaler live',
    columns: stressColumns,
    rows: stress.map((finding) => stressRow(finding, cells)),
    notes: [
      ...markNotes(cells),
      "The autoscaler's durations are compressed; its seconds are given as AWS would count them.",
    ],
  }
}

/** One load, of an architecture that is marked as it is among `cells`. */
export function stressRow(finding: StressFindings, cells: readonly CellFindings[]): readonly TableCell[] {
  const under = cells.filter(({ workload }) => workload === finding.workload)
  return [
    plain(markedAmong(finding.architecture, under)),
    plain(finding.workload),
    resultCell(finding),
    plain(decisions(finding)),
    plain(rate(finding.reachedRate)),
    plain(rate(finding.targetRate)),
    plain(count(finding.peakTasks)),
  ]
}

function resultCell({ result }: StressFindings): TableCell {
  switch (result.kind) {
    case 'pass':
      return { text: 'held', tone: 'good' }
    case 'fail':
      return { text: sayBreach(result.breach), tone: 'bad' }
    case 'invalid':
      return { text: `invalid: ${sayInvalid(result.reason)}`, tone: 'doubtful' }
  }
}

function decisions({ decisions }: StressFindings): string {
  if (decisions.length === 0) return 'none'
  return decisions
    .map(({ awsSeconds, from, to }) => `${Math.round(awsSeconds)} s: ${from} -> ${to}`)
    .join(', ')
}
