import type { VariantFindings } from '../../analysis/experiment-findings.ts'
import type { Findings } from '../../analysis/findings.ts'
import { boundsOf } from '../../capacity/capacity.ts'
import { count, percent } from '../figures.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain, unknownCell } from '../table.ts'
import { sayCapacity } from '../words.ts'

/** Cells under other conditions, beside their capacity under those of the plan. */
export function variantsTable({ experiments }: Findings): Table {
  return {
    title: 'Other conditions',
    columns: columns(
      ['conditions', 'workload', 'architecture', 'capacity', 'as planned'],
      ['at least times', 'at most times', 'PostgreSQL cache hits', 'Redis hits', 'lost'],
    ),
    rows: (experiments?.variants ?? []).map(row),
    notes: [
      'Cold cache: nothing is in Redis when a load begins. Large fleet: 50,000 devices of which few are much busier than the others (Zipf, s = 1.1), and a database whose buffers (16 MiB) hold less than half of their keys and latest events. Log forced to disk: Kafka acknowledges what it has forced to disk (flush.messages = 1), so that it survives a power failure as what PostgreSQL commits does.',
    ],
  }
}

function row(finding: VariantFindings): readonly TableCell[] {
  const { capacity, ordinary } = finding
  const [here, planned] = [boundsOf(capacity), boundsOf(ordinary)]
  return [
    plain(sayConditions(finding)),
    plain(finding.workload),
    plain(finding.architecture),
    capacity === undefined ? unknownCell : plain(sayCapacity(capacity)),
    ordinary === undefined ? unknownCell : plain(sayCapacity(ordinary)),
    timesCell(here.held, planned.failed),
    timesCell(here.failed, planned.held),
    plain(percent(finding.postgresHitShare)),
    plain(percent(finding.redisHitShare)),
    { text: count(finding.lost), tone: finding.lost === 0 ? 'good' : 'bad' },
  ]
}

function timesCell(here: number | undefined, planned: number | undefined): TableCell {
  return here === undefined || planned === undefined ? unknownCell : plain((here / planned).toFixed(2))
}

function sayConditions({ experiment, variant }: VariantFindings): string {
  switch (experiment) {
    case 'coldCache':
      return 'cold cache'
    case 'largeFleet':
      return 'large fleet'
    case 'flushedLog':
      return 'log forced to disk'
    default:
      return variant
  }
}
