import type { Findings } from '../../analysis/findings.ts'
import type { Table } from '../table.ts'
import { stressColumns, stressRow } from './stress-table.ts'

/** The stress load in the autoscaler's own time. */
export function uncompressedTable({ experiments }: Findings): Table {
  return {
    title: 'Stress, uncompressed',
    columns: stressColumns,
    rows: (experiments?.uncompressed ?? []).map(stressRow),
    notes: [
      "The autoscaler's own durations, and a load that rises as much more slowly: what differs from the table of the compressed ones is what compressing changes.",
    ],
  }
}
