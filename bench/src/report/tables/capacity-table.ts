import type { CellFindings, Findings, WorkloadFindings } from '../../analysis/findings.ts'
import { boundsOf } from '../../capacity/capacity.ts'
import { sayBreach } from '../../load/say-breach.ts'
import { sayInvalid } from '../../load/say-invalid.ts'
import { confirmationSeconds, probeSeconds } from '../../plan/stages.ts'
import type { CohortRecord } from '../../record/record.ts'
import { ceilingShare, comfortableRate } from '../../sizing/derive.ts'
import { rate } from '../figures.ts'
import { markNotes } from '../marks.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain, unknownCell, withLine } from '../table.ts'
import { sayBottleneck } from '../words.ts'
import { auditCell, eventsCell, outcomeCells } from './cell-figures.ts'
import { confirmedCell, intervalCell, intervalNotes, seenCell } from './interval-figures.ts'

/** The first table: who holds the target, how much each holds, and what stops it. */
export function capacityTable({ cohort }: Findings, { workload, cells }: WorkloadFindings): Table {
  const provisional = cells.some((cell) => cell.provisional)
  return {
    title: `${workload}: capacity, requests a second`,
    columns: columns(
      [
        'architecture',
        `holds ${cohort.plan.targetRate}?`,
        'capacity',
        'p99 at capacity',
        'limited by',
        'broke first',
      ],
      ['interval', 'ends seen', 'held 30 s', 'acknowledged', 'stored', 'lost', 'duplicated', 'changed'],
    ),
    rows: withLine(cells, row),
    notes: [
      ...markNotes(cells),
      ...cells
        .filter(({ rival }) => rival)
        .map(
          ({ architecture }) =>
            `${architecture} stands below the line: nobody asked for it, and it is measured with the time that is left`,
        ),
      ...(provisional ? ['~ provisional: from the ramp alone, no plateau has confirmed it'] : []),
      `Capacity: the highest rate that a plateau of ${probeSeconds.least} to ${probeSeconds.most} s held, and the lowest that failed. Held ${confirmationSeconds} s: the highest rate that a confirmation held, where one was run. Limited by: at the rate that failed; the parts are shown at the rate that was held, where another may have been the busiest. Events: of every load of the cell; stored ones that nobody acknowledged were answered too late or not at all.`,
      ...intervalNotes(cells),
      ...cells.flatMap(({ architecture, bottleneck }) =>
        bottleneck ? [`${architecture}: ${sayBottleneck(bottleneck)} (${bottleneck.rule})`] : [],
      ),
      ...cells.flatMap((cell) => generatorNote(cell, cohort)),
    ],
  }
}

/** Up there the generator is nearer to its end than the sizing wants it. */
function generatorNote(
  { architecture, capacity }: CellFindings,
  { sizing }: CohortRecord,
): readonly string[] {
  const { held = 0, failed = 0 } = boundsOf(capacity)
  const comfortable = comfortableRate(sizing.generatorCeiling)
  if (Math.max(held, failed) <= comfortable) return []
  return [
    `${architecture}: beyond ${rate(comfortable)}/s, ${ceilingShare} of what k6 can send here; its loads count by k6's own CPU and lateness, which "Every load" gives`,
  ]
}

function row(cell: CellFindings): readonly TableCell[] {
  return [
    ...outcomeCells(cell),
    breachCell(cell),
    intervalCell(cell),
    seenCell(cell),
    confirmedCell(cell),
    eventsCell(cell, cell.audit.acknowledged),
    eventsCell(cell, cell.audit.stored),
    auditCell(cell, cell.audit.lost),
    auditCell(cell, cell.audit.duplicated),
    changedCell(cell),
  ]
}

/** Where not all was compared, nothing is said. */
function changedCell(cell: CellFindings): TableCell {
  const { corrupted = 0, unverified = 0 } = cell.audit
  return corrupted === 0 && unverified > 0 ? unknownCell : auditCell(cell, corrupted)
}

function breachCell({ capacity }: CellFindings): TableCell {
  if (capacity === undefined) return unknownCell
  if (capacity.kind === 'invalid') return { text: sayInvalid(capacity.reason), tone: 'doubtful' }
  if (capacity.kind !== 'atLeast') return plain(sayBreach(capacity.breach))
  return plain(
    capacity.reason === 'generator'
      ? 'nothing; the generator is at its limit'
      : 'nothing; no higher rate was planned',
  )
}
