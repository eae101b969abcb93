import type { Findings } from '../../analysis/findings.ts'
import { decimal, ms, rate } from '../figures.ts'
import { markedIn, markNotes } from '../marks.ts'
import type { Table } from '../table.ts'
import { columns, plain } from '../table.ts'

/** How evenly events are taken in, and what a burst does to the latency of writes. */
export function smoothnessTable({ smoothness, workloads }: Findings): Table {
  const cells = workloads.flatMap((workload) => workload.cells)
  const seconds = smoothness.find(({ burst }) => burst)?.burst?.seconds
  return {
    title: 'Smoothness',
    columns: columns(
      ['workload', 'architecture'],
      ['rate', 'variation of rows committed a second', 'POST p99 in the burst', 'settled', 'times as long'],
    ),
    rows: smoothness.map(({ committedVariation, burst, ...cell }) => [
      plain(cell.workload),
      plain(markedIn(cells, cell)),
      plain(rate(cell.rate)),
      plain(decimal(committedVariation)),
      plain(ms(burst?.p99Ms)),
      plain(ms(burst?.settledP99Ms)),
      plain(burst === undefined ? '-' : decimal(burst.p99Ms / burst.settledP99Ms)),
    ]),
    notes: [
      ...markNotes(cells),
      'Variation: standard deviation of the rows committed from second to second, divided by their mean; 0 is even. At the common rate, after settling.',
      `Burst: the first ${seconds ?? 4} s of that plateau, which begins with half of the rate at once and has all of it after 2 s: the largest p99 of one of these seconds. It opens the connections too, for everybody alike.`,
    ],
  }
}
