import type { EventIdentity, ReadEvents } from '../../telemetry/read-events.ts'
import { aggregateReader } from './aggregate-reader.ts'
import type { Database } from './database.ts'
import { timeOfMs } from './epoch.ts'
import { countEventsOf } from './event-counter.ts'
import { historyReader } from './history-reader.ts'
import { receivedReader } from './received-reader.ts'
import type { Statement } from './statement.ts'
import { eventColumns, storedEvent } from './stored-event.ts'

const one: Statement = {
  name: 'event',
  text: `SELECT ${eventColumns} FROM telemetry_event
  WHERE device_id = $1 AND event_time = ${timeOfMs('$2')} AND event_id = $3::uuid`,
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
      return row === undefined ? undefined : storedEvent(row, identity)
    },
    count: (device) => countEventsOf(counting, device),
  }
}
