import type { Database } from './database.ts'
import { sayTooLong } from './too-long.ts'

const tooMuch = 'So many events cannot be counted in the time that PostgreSQL may take'

const count = { name: 'count-events', text: 'SELECT count(*) FROM telemetry_event' }

/** How many events are stored. Exact, so it reads an index of every partition: seconds, where there are tens of millions. */
export async function countEvents(database: Database): Promise<number> {
  const rows = await database.query(count, []).catch(sayTooLong(tooMuch))
  return Number(rows[0]?.[0])
}

const countOfDevice = {
  name: 'count-events-of-device',
  text: 'SELECT count(*) FROM telemetry_event WHERE device_id = $1',
}

/** How many events of one device are stored: exact, along its part of the primary key. */
export async function countEventsOf(database: Database, device: number): Promise<number> {
  const instead = `${tooMuch}. Ask for an aggregate of a shorter range, with agg=count`
  const rows = await database.query(countOfDevice, [device]).catch(sayTooLong(instead))
  return Number(rows[0]?.[0])
}
