import type { Bottleneck, Evidence, Findings } from '../../analysis/findings.ts'
import { decimal, percent } from '../figures.ts'
import { markedName, markNotes } from '../marks.ts'
import type { Table } from '../table.ts'
import { columns, plain, unknownCell } from '../table.ts'
import { sayBottleneck, sayComponent } from '../words.ts'

/** What stops each cell, the readings that say so, and those of the component that would be named next. */
export function bottleneckTable({ workloads }: Findings): Table {
  const cells = workloads.flatMap((workload) => workload.cells)
  return {
    title: 'What stops each cell',
    columns: columns(
      ['workload', 'architecture', 'limited by', 'its readings', 'next', 'its readings', 'because it'],
      [],
    ),
    rows: cells.flatMap((cell) => {
      const { workload, bottleneck } = cell
      return bottleneck === undefined
        ? []
        : [
            [
              plain(workload),
              plain(markedName(cell)),
              bottleneck.close
                ? { text: `${sayBottleneck(bottleneck)} (close)`, tone: 'doubtful' as const }
                : plain(sayBottleneck(bottleneck)),
              plain(sayEvidence(bottleneck.evidence)),
              bottleneck.runnerUp ? plain(sayComponent(bottleneck.runnerUp.component)) : unknownCell,
              plain(sayEvidence(bottleneck.runnerUp?.evidence)),
              plain(bottleneck.rule),
            ],
          ]
    }),
    notes: [
      ...markNotes(cells),
      'Readings are of the load that failed. Throttled: share of the time in which it stood still because its quota was used up, mean over its tasks.',
      'Close: both have used up their CPU and stand still about as long, so the readings do not tell them apart; squeezing one of them would.',
      'CPU at half the capacity: of the lowest plateau that passed, where that is at most half of the rate that was held. What is used up there too fills its quota at any rate, and is named only where nothing else is used up.',
    ],
  }
}

function sayEvidence(evidence: Bottleneck['evidence'] = []): string {
  return evidence.length === 0 ? '-' : evidence.map(sayReading).join(', ')
}

function sayReading({ quantity, value }: Evidence): string {
  switch (quantity) {
    case 'CPU':
    case 'throttled':
    case 'memory':
    case 'CPU at half the capacity':
      return `${quantity} ${percent(value)}`
    default:
      return `${quantity} ${decimal(value)}`
  }
}
