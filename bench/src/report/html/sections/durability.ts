import type { Findings } from '../../../analysis/findings.ts'
import { acknowledgements } from '../../acknowledgements.ts'
import { columns, plain } from '../../table.ts'
import { htmlTable } from '../html-table.ts'
import type { Section } from './section.ts'

/** What an answer promises: architectures that promise less are not the same thing for less. */
export function durabilitySection({ workloads }: Findings): Section {
  const cells = workloads[0]?.cells ?? []
  return {
    id: 'durability',
    title: 'What an answer promises',
    body: htmlTable({
      title: 'Durability of an acknowledged event',
      columns: columns(['architecture', 'answers when the event is', 'survives', 'does not survive'], []),
      rows: cells.map(({ architecture, acknowledgement }) => {
        const { short, survives, not } = acknowledgements[acknowledgement]
        return [architecture, short, survives, not].map(plain)
      }),
      notes: [],
    }),
  }
}
