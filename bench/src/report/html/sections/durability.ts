import { failures } from '@telemark/architecture'
import type { Findings } from '../../../analysis/findings.ts'
import { columns, plain } from '../../table.ts'
import { listed, sayAcknowledgement } from '../../words.ts'
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
      columns: columns(['architecture', 'answers when the event is', 'survives the end of', 'not of'], []),
      rows: cells.map(({ architecture, acknowledgement, survives }) =>
        [
          architecture,
          sayAcknowledgement(acknowledgement),
          survives.length === 0 ? 'nothing' : listed(survives),
          listed(failures.filter((failure) => !survives.includes(failure))),
        ].map(plain),
      ),
      notes: [
        'With one machine of each kind: PostgreSQL answers a commit when its log is on disk; one Kafka broker (acks=all of one replica) has it in the page cache of its machine.',
      ],
    }),
  }
}
