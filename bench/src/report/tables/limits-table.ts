import type { Findings } from '../../analysis/findings.ts'
import { markedIn, markNotes } from '../marks.ts'
import type { Table } from '../table.ts'
import { columns, plain } from '../table.ts'
import { sayBounds } from '../words.ts'

/** What each cell holds under other latency limits, by what was probed. */
export function limitsTable({ flips: { atLimits }, cohort, workloads }: Findings): Table {
  const cells = workloads.flatMap((workload) => workload.cells)
  const { limitMs: own, percentile } = cohort.plan.slo.latency
  return {
    title: 'Capacity under other latency limits',
    columns: columns(
      ['workload', 'architecture'],
      (atLimits[0]?.limits ?? []).map(({ limitMs }) => `p${percentile} < ${limitMs} ms`),
    ),
    rows: atLimits.map((at) => [
      plain(at.workload),
      plain(markedIn(cells, at)),
      ...at.limits.map(({ bounds }) => plain(sayBounds(bounds))),
    ]),
    notes: [
      ...markNotes(cells),
      `By the latencies of every rate that was probed; all other limits of the SLO as they are. The search looked for the capacity at ${own} ms: the brackets of other limits are wider, and above it only plateaus that ran to their end count.`,
    ],
  }
}
