import type { Registry } from '../../registry/registry.ts'
import type { Database } from './database.ts'
import { deviceEntries } from './device-entries.ts'
import { deviceKeys } from './device-keys.ts'
import { deviceLookup } from './device-lookup.ts'

/** The registry in PostgreSQL. */
export function postgresRegistry(database: Database): Registry {
  return { ...deviceLookup(database), ...deviceEntries(database), ...deviceKeys(database) }
}
