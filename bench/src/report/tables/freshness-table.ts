import type { CellFindings, Findings, FreshnessFindings } from '../../analysis/findings.ts'
import { canaryDevices, canaryRate } from '../../load/canaries.ts'
import { count, percent } from '../figures.ts'
import { markedName } from '../marks.ts'
import type { Table, TableCell, Tone } from '../table.ts'
import { columns, plain, withLine } from '../table.ts'

type Fresh = CellFindings & { readonly freshness: FreshnessFindings }

/** How old reads were at the rates that each cell held. */
export function freshnessTable({ workloads, cohort }: Findings): Table {
  const cells = workloads
    .flatMap((workload) => workload.cells)
    .filter((cell): cell is Fresh => !!cell.freshness)
  const delays = [
    ...new Set(cells.flatMap(({ freshness }) => freshness.delays.map(({ delayMs }) => delayMs))),
  ].toSorted((a, b) => a - b)
  const { share = 0, withinMs = 0 } = cohort.plan.slo.freshness ?? {}
  return {
    title: 'Freshness: acknowledged events that a read showed, by the time since they were sent',
    columns: columns(
      ['workload', 'architecture'],
      [...delays.map((delayMs) => `${delayMs / 1000} s`), 'reads at the limit', 'at least', 'kept?'],
    ),
    rows: withLine(cells, (cell) => row(cell, delays)),
    notes: [
      `Limit: ${percent(share)} within ${withinMs / 1000} s. At least: with 95 % confidence (Clopper-Pearson); "unknown": the reads hold the limit, and are too few to prove it.`,
      `Canaries: beside every load that writes, whatever its rate, ${canaryRate} events a second of ${canaryDevices} devices that nothing else touches, and as many reads: one of each, so many seconds after it was sent. They cost everybody the same, and do not count in rates and latencies. Shown are those of the loads that held.`,
    ],
  }
}

const tones = { yes: 'good', no: 'bad', unknown: 'muted' } as const satisfies Record<
  FreshnessFindings['kept'],
  Tone
>

function row(cell: Fresh, delays: readonly number[]): readonly TableCell[] {
  const { limit, kept } = cell.freshness
  const at = (delayMs: number) => cell.freshness.delays.find((known) => known.delayMs === delayMs)
  const atLimit = at(limit.withinMs)
  return [
    plain(cell.workload),
    plain(markedName(cell)),
    ...delays.map((delayMs) => plain(percent(shareOf(at(delayMs))))),
    plain(count(atLimit?.asked)),
    plain(percent(atLimit?.atLeast)),
    { text: kept, tone: tones[kept] },
  ]
}

function shareOf(found: FreshnessFindings['delays'][number] | undefined): number | undefined {
  return found && found.fresh / found.asked
}
