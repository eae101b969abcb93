import type { Architecture } from './architecture.ts'
import { acknowledgement } from './components.ts'

/** What may fail, from the least to the most: the process that answered, the machine's power, the machine, its availability zone. */
export const failures = ['process', 'power', 'node', 'zone'] as const

/** One of `failures`. */
export type Failure = (typeof failures)[number]

/**
 * What an acknowledged event survives in `architecture`, on one machine of each kind: PostgreSQL answers a commit after fsync, a lone Kafka broker from the
 * page cache, where only its process may end.
 */
export function durabilityClass(architecture: Architecture): readonly Failure[] {
  switch (acknowledgement(architecture)) {
    case 'committed':
      return ['process', 'power']
    case 'enqueued':
      return ['process']
    case 'none':
      return []
  }
}
