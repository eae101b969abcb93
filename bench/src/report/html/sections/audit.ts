import type { CellFindings } from '../../../analysis/findings.ts'
import { count, percent } from '../../figures.ts'
import type { Table, TableCell } from '../../table.ts'
import { columns, plain } from '../../table.ts'
import { htmlTable } from '../html-table.ts'
import { html } from '../markup.ts'
import type { PageInput } from '../page-input.ts'
import { cellLinks } from './links.ts'
import type { Section } from './section.ts'

/** What was acknowledged against what is stored, id by id. */
export function auditSection(input: PageInput): Section | undefined {
  const cells = input.findings.workloads
    .flatMap((workload) => workload.cells)
    .filter(({ audit }) => audit.acknowledged > 0)
  if (cells.length === 0) return undefined
  const table = auditTable(cells)
  return {
    id: 'audit',
    title: 'Audit: is what was acknowledged stored?',
    body: html`<p>Every event carries the number of its run and its own. After each load, when the queues are empty, the ids that were acknowledged are compared with those in PostgreSQL.</p>
${htmlTable(table, { links: cellLinks(table, input) })}`,
  }
}

function auditTable(cells: readonly CellFindings[]): Table {
  const compared = cells.some(({ audit }) => audit.corrupted !== undefined)
  return {
    title: 'Events of every load of a cell',
    columns: columns(
      ['workload', 'architecture'],
      [
        'acknowledged',
        'stored',
        'lost',
        'lost at most',
        'duplicated',
        'phantom',
        ...(compared ? ['corrupted', 'not compared'] : []),
        'uncertain',
      ],
    ),
    rows: cells.map(({ workload, architecture, audit }) => [
      plain(workload),
      plain(architecture),
      plain(count(audit.acknowledged)),
      plain(count(audit.stored)),
      none(audit.lost),
      plain(audit.lost === 0 ? smallShare(3 / audit.acknowledged) : '-'),
      none(audit.duplicated),
      none(audit.phantom),
      ...(compared ? [none(audit.corrupted), none(audit.unverified)] : []),
      plain(count(audit.uncertain)),
    ]),
    notes: [
      'Lost at most: none of n was lost, so with 95 % confidence less than 3/n of all are (the rule of three).',
      'Phantom: stored though it was refused, or never sent. Uncertain: without a clear answer, it may be stored or not.',
    ],
  }
}

/** Of these there must be none. */
function none(events: number | undefined): TableCell {
  return { text: count(events), ...(events !== undefined && { tone: events === 0 ? 'good' : 'bad' }) }
}

function smallShare(share: number): string {
  return share >= 0.001 ? percent(share) : `${Number((share * 100).toPrecision(2))} %`
}
