import type { Accept } from '../telemetry/outcome.ts'
import type { Opened } from './opened.ts'
import { sharedCalls } from './shared-calls.ts'

/** Longer than PostgreSQL may work on a statement: its own word comes first. */
const timeoutMs = 7000

/** What arrives while one statement is on its way is stored by the next one, and answered after its COMMIT. */
export function groupCommit(store: Accept, opened: Opened): Accept {
  const accept = opened.tracing.batch({ name: 'store batch', kind: 'internal' }, store)
  return sharedCalls(opened, { accept, name: 'PostgreSQL', waitsFor: 'store', minIntervalMs: 0, timeoutMs })
}
