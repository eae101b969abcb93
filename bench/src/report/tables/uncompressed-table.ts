import type { Findings } from '../../analysis/findings.ts'
import { markNotes } from '../marks.ts'
import type { Table } from '../table.ts'
import { stressColumns, stressRow } from './stress-table.ts'

/** The stress load in the autoscaler's own time. */
export function uncompressedTable({ experiments, workloads }: Findings): Table {
  const cells = workloads.flatMap((workload) => workload.cells)
  return {
    title: 'Stress, uncompressed',
    columns: stressColumns,
    rows: (experiments?.uncompressed ?? []).map((finding) => stressRow(finding, cells)),
    notes: [
      ...markNotes(cells),
      "The autoscaler's own durations, and a load that rises as much more slowly: what differs from the table of the compressed ones is what compressing changes.",
    ],
  }
}
