import type { Database } from './database.ts'

const version = { name: 'server-version', text: "SELECT current_setting('server_version')" }

/** PostgreSQL's own version. */
export async function serverVersion(database: Database): Promise<string> {
  const rows = await database.query(version, [])
  return String(rows[0]?.[0])
}
