import type { CheckpointFindings } from '../../analysis/experiment-findings.ts'
import type { Findings } from '../../analysis/findings.ts'
import { rate, seconds } from '../figures.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain } from '../table.ts'
import { latencies } from './endpoint-figures.ts'

/** What a checkpoint of the database does to those who wait meanwhile. */
export function checkpointTable({ experiments }: Findings): Table {
  return {
    title: 'Soak of two minutes with a checkpoint in the middle',
    columns: columns(
      ['workload', 'architecture', 'p99 before', 'p99 during', 'p99 after'],
      ['rate', 'checkpoint took'],
    ),
    rows: (experiments?.checkpoints ?? []).map(row),
    notes: [
      'PostgreSQL is asked for the checkpoint and makes it at once, where it spreads those that it makes by itself over minutes: the worst that one can do. During: from then until ten seconds after it, in which it writes each page that it touches whole to its log.',
    ],
  }
}

function row(finding: CheckpointFindings): readonly TableCell[] {
  const p99 = (of: 'before' | 'during' | 'after') => plain(latencies({ endpoints: finding[of] }, 'p99Ms'))
  return [
    plain(finding.workload),
    plain(finding.architecture),
    p99('before'),
    p99('during'),
    p99('after'),
    plain(rate(finding.rate)),
    plain(seconds((finding.to - finding.from) / 1000)),
  ]
}
