import type { Database } from './database.ts'

const count = { name: 'count-events', text: 'SELECT count(*) FROM telemetry_event' }

/** How many events are stored. Exact, so it reads an index of every partition. */
export async function countEvents(database: Database): Promise<number> {
  const rows = await database.query(count, [])
  return Number(rows[0]?.[0])
}
