import type { EventIdentity, ReadEvents } from '../../telemetry/read-events.ts'
import { aggregateReader } from './aggregate-reader.ts'
import type { Database } from './database.ts'
import { countEventsOf } from './event-counter.ts'
import { historyReader } from './history-reader.ts'
import { receivedReader } from './received-reader.ts'
import type { Statement } from './statement.ts'

const one: Statement = {
  name: 'event',
  text: `SELECT (extract(epoch FROM received_at) * 1000)::int8, measurements FROM telemetry_event
  WHERE device_id = $1 AND event_time = to_timestamp($2::int8 / 1000.0) AND event_id = $3::uuid`,
}

/** Stored events as PostgreSQL has them; `counting` is for what takes long however it is asked for. */
export function eventReader(database: Database, counting: Database): ReadEvents {
  return {
    history: historyReader(database),
    received: receivedReader(database),
    aggregate: aggregateReader(database),
    async event(identity: EventIdentity) {
      const { device, eventTime, eventId } = identity
      const row = (await database.query(one, [device, eventTime, eventId]))[0]
      if (row === undefined) return undefined
      return { ...identity, receivedAt: Number(row[0]), measurements: String(row[1]) }
    },
    count: (device) => countEventsOf(counting, device),
  }
}
