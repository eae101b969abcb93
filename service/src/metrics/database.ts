import type { Registry } from 'prom-client'
import type { Database } from '../stores/postgres/database.ts'
import type { Statement } from '../stores/postgres/statement.ts'
import { type Buckets, durationBounds } from './buckets.ts'
import { expose, exposeNumber } from './exposition.ts'
import { LabelledBuckets } from './labelled-buckets.ts'

type Pool = Pick<Database, 'connections' | 'waiting' | 'poolSize'>

/** USE of PostgreSQL, from here: how the connections are used, who waits for one, and what statements take. */
export interface DatabaseMetrics {
  watchPool(pool: Pool): void
  /** A statement was answered, `ms` after it was sent. */
  statement(statement: Statement, ms: number): void
}

export function databaseMetrics(registry: Registry): DatabaseMetrics {
  const name = 'telemark_statement_duration_seconds'
  const durations = new LabelledBuckets<string>(durationBounds)
  const byName = new Map<string, Buckets>()
  expose(registry, name, () => durations.samples(name, { label: 'statement' }))
  return {
    watchPool({ connections, waiting, poolSize }) {
      expose(registry, 'telemark_pool_connections', () =>
        Object.entries(connections()).map(([state, value]) => ({ labels: { state }, value })),
      )
      exposeNumber(registry, 'telemark_pool_max_connections', () => poolSize)
      exposeNumber(registry, 'telemark_pool_waiting_requests', waiting)
    },
    statement({ name: statement }, ms) {
      let buckets = byName.get(statement)
      if (buckets === undefined) {
        buckets = durations.of(labelOf(statement))
        byName.set(statement, buckets)
      }
      buckets.observe(ms / 1000)
    },
  }
}

/** Statements that a client's wishes tell apart, by a number at the end of their names, are one; so are those without a name. */
function labelOf(statement: string): string {
  return statement.replace(/-\d+$/, '') || 'unnamed'
}
