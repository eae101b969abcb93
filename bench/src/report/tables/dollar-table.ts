import type { BalancedSize, DollarOptimal } from '../../analysis/findings/dollar-optimal.ts'
import type { Findings } from '../../analysis/findings.ts'
import { decimal, percent, usd } from '../figures.ts'
import { markedIn, markNotes } from '../marks.ts'
import type { Table } from '../table.ts'
import { columns, plain, unknownCell } from '../table.ts'
import { sayComponent } from '../words.ts'

/** Where the next dollar buys most capacity; only of cells that were squeezed. */
export function dollarTable({ dollarOptimal = [], workloads }: Findings): Table {
  const cells = workloads.flatMap((workload) => workload.cells)
  return {
    title: 'What to buy next',
    columns: columns(
      ['workload', 'architecture', 'component'],
      ['elasticity', 'costs now', 'balanced', 'size', 'buy next: gain for $100 a month'],
    ),
    rows: dollarOptimal.flatMap((cell) =>
      cell.sizes.map((size) => [
        plain(cell.workload),
        plain(markedIn(cells, cell)),
        plain(`${sayComponent(size.component)} CPU`),
        plain(decimal(size.elasticity)),
        plain(usd(size.usd)),
        plain(usd(size.balancedUsd)),
        { text: `${decimal(size.factor)}x`, ...(size.beyondData && { tone: 'doubtful' as const }) },
        gainCell(cell, size),
      ]),
    ),
    notes: [
      ...markNotes(cells),
      'Elasticity: d ln capacity / d ln resource, by squeezing it. Balanced: the same money divided so that a dollar gains the same everywhere; a size that differs by more than a fifth lies beyond what was squeezed, and shows the direction only. What is not told from 0 is left out.',
    ],
  }
}

function gainCell({ buyNext }: DollarOptimal, { component }: BalancedSize) {
  return buyNext?.component === component ? plain(percent(buyNext.gainPer100Usd)) : unknownCell
}
