import type { Database } from './database.ts'

const count = { name: 'count-events', text: 'SELECT count(*) FROM telemetry_event' }

/** How many events are stored. Exact, so it reads an index of every partition. */
export async function countEvents(database: Database): Promise<number> {
  const rows = await database.query(count, [])
  return Number(rows[0]?.[0])
}

const countOfDevice = {
  name: 'count-events-of-device',
  text: 'SELECT count(*) FROM telemetry_event WHERE device_id = $1',
}

/** How many events of one device are stored: exact, along its part of the primary key. */
export async function countEventsOf(database: Database, device: number): Promise<number> {
  const rows = await database.query(countOfDevice, [device])
  return Number(rows[0]?.[0])
}
