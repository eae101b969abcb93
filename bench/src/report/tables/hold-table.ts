import type { ComponentKind } from '@telemark/architecture'
import type { Drift, Findings, HoldFindings } from '../../analysis/findings.ts'
import { sayBreach, sayEndpoint } from '../../load/say-breach.ts'
import { sayInvalid } from '../../load/say-invalid.ts'
import { count, mebibytes, ms, rate, seconds } from '../figures.ts'
import type { Table, TableCell } from '../table.ts'
import { columns, plain } from '../table.ts'
import { sayComponent } from '../words.ts'

/** One rate for long: whether it was held, and what drifted meanwhile. */
export function holdTable({ holds }: Findings): Table {
  return {
    title: 'Hold: one rate for long',
    columns: columns(
      ['architecture', 'workload', 'result', 'p99', 'memory', 'tables and indexes'],
      ['rate /s', 'held for', 'checkpoints'],
    ),
    rows: holds.map(row),
    notes: [
      'a -> b: the first third and the last third. Of p99 that of all answers of a third; of sizes the mean of the readings; of memory that of all tasks of a component together.',
      'A checkpoint comes by itself after 5 minutes; in a shorter hold one is asked for in the middle.',
    ],
  }
}

function row(hold: HoldFindings): readonly TableCell[] {
  const { p99Ms, memoryBytes, tableBytes } = hold
  const memory = Object.entries(memoryBytes) as [ComponentKind, Drift][]
  return [
    plain(hold.architecture),
    plain(hold.workload),
    resultCell(hold),
    plain(p99Ms.map((drift) => `${sayEndpoint(drift.endpoint)} ${between(drift, ms)}`).join(', ') || '-'),
    plain(
      memory
        .map(([component, drift]) => `${sayComponent(component)} ${between(drift, mebibytes)}`)
        .join(', ') || '-',
    ),
    plain(tableBytes === undefined ? '-' : between(tableBytes, mebibytes)),
    plain(rate(hold.rate)),
    plain(seconds(hold.seconds)),
    plain(count(hold.checkpoints)),
  ]
}

function between({ first, last }: Drift, say: (value: number) => string): string {
  return `${say(first)} -> ${say(last)}`
}

function resultCell({ result }: HoldFindings): TableCell {
  switch (result.kind) {
    case 'pass':
      return { text: 'held', tone: 'good' }
    case 'fail':
      return { text: sayBreach(result.breach), tone: 'bad' }
    case 'invalid':
      return { text: `invalid: ${sayInvalid(result.reason)}`, tone: 'doubtful' }
  }
}
