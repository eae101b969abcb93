import type { IngestPath } from '@telemark/architecture'
import { bisect } from '../ingest/bisect.ts'
import { discard } from '../ingest/discard.ts'
import { notify } from '../ingest/notify.ts'
import { noPipeline } from '../pipeline/ports.ts'
import { postgresStore } from '../stores/postgres/store-events.ts'
import type { Accept } from '../telemetry/outcome.ts'
import type { OnStored } from '../telemetry/ports.ts'
import { groupCommit } from './group-commit.ts'
import type { Opened } from './opened.ts'
import type { IngestParts } from './parts.ts'
import { queuedParts } from './queued-parts.ts'

/** How an architecture takes events; `onStored` is told what was stored here. */
export function ingestParts(path: IngestPath, opened: Opened, onStored: OnStored): IngestParts {
  switch (path.kind) {
    case 'direct':
      return withoutQueue(store(opened, onStored))
    case 'batched':
      return withoutQueue(groupCommit(store(opened, onStored), opened))
    case 'queued':
      return queuedParts(opened)
    case 'discard':
      return withoutQueue(discard)
  }
}

/** store = bisect(notify(PostgreSQL, whoever reads)). */
function store({ database, metrics }: Opened, onStored: OnStored): Accept {
  return bisect(notify(metrics.store(postgresStore(database)), onStored))
}

/** What is answered is not under way any more. */
function withoutQueue(accept: Accept): IngestParts {
  return { accept, pipeline: noPipeline, dependencies: [] }
}
