import type { Dependency } from '../http/operations/dependency.ts'
import type { Database } from '../stores/postgres/database.ts'
import { serverVersion } from '../stores/postgres/server-version.ts'

/** PostgreSQL, as readiness and `/api/system` ask it. */
export function postgresDependency(database: Database): Dependency {
  return {
    name: 'postgres',
    ping: () => database.query({ name: 'ping', text: 'SELECT 1' }, []),
    version: () => serverVersion(database),
  }
}
