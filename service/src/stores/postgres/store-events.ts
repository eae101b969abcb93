import type { TelemetryEvent } from '../../telemetry/event.ts'
import type { StoreEvents, StoreResult } from '../../telemetry/ports.ts'
import type { Database } from './database.ts'
import { epochMs, timeOfMs } from './epoch.ts'
import type { Row, Statement } from './statement.ts'

/**
 * What every storing statement does with `input`: insert what is new; of what was really inserted move latest to the
 * greatest of each device. Rows go in the order of devices, so that two statements never wait for each other in a circle.
 * `received_at` is the clock at each row, as late as a statement can tell: its start would hide how long a large batch takes.
 * Answers it for each inserted row in the order of insertion; only if some were not inserted, the identities of those that were; and
 * only if there are any, the devices whose latest did not move.
 */
function storing(input: string, count: string): string {
  return `
WITH inserted AS (
  INSERT INTO telemetry_event (device_id, event_time, event_id, received_at, measurements)
  ${input}
  ON CONFLICT DO NOTHING
  RETURNING device_id, event_time, event_id, received_at, measurements
), newest AS (
  SELECT DISTINCT ON (device_id) device_id, event_time, event_id, received_at, measurements
  FROM inserted ORDER BY device_id, event_time DESC, event_id DESC
), moved AS (
  INSERT INTO telemetry_latest AS latest (device_id, event_time, event_id, received_at, measurements)
  SELECT device_id, event_time, event_id, received_at, measurements FROM newest
  ON CONFLICT (device_id) DO UPDATE SET (event_time, event_id, received_at, measurements)
    = (excluded.event_time, excluded.event_id, excluded.received_at, excluded.measurements)
  WHERE (latest.event_time, latest.event_id) < (excluded.event_time, excluded.event_id)
  RETURNING device_id
)
SELECT (SELECT json_agg(${epochMs('received_at')}) FROM inserted),
  CASE WHEN (SELECT count(*) FROM inserted) < ${count} THEN
    (SELECT coalesce(json_agg(device_id || ':' || ${epochMs('event_time')} || ':' || event_id), '[]') FROM inserted)
  END,
  (SELECT json_agg(device_id) FROM newest WHERE device_id NOT IN (SELECT device_id FROM moved))`
}

const storeMany: Statement = {
  name: 'store-events',
  text: storing(
    `SELECT device_id, ${timeOfMs('event_time')}, event_id, clock_timestamp(), measurements
  FROM ROWS FROM (unnest($1::int[], $2::int8[], $3::uuid[]), jsonb_array_elements($4::jsonb))
    AS input (device_id, event_time, event_id, measurements)
  ORDER BY device_id, event_time, event_id`,
    'cardinality($1)',
  ),
}

/** One event without arrays: what a direct write sends, one at a time. */
const storeOne: Statement = {
  name: 'store-event',
  text: storing(`VALUES ($1::int, ${timeOfMs('$2')}, $3::uuid, clock_timestamp(), $4::jsonb)`, '1'),
}

/** The store: one statement, one transaction, however many events. */
export function postgresStore(database: Database): StoreEvents {
  return async (events) => {
    const rows =
      events.length === 1 ? await one(database, events[0] as TelemetryEvent) : await many(database, events)
    return result(events, rows[0] as Row)
  }
}

function one(database: Database, event: TelemetryEvent): Promise<Row[]> {
  return database.query(storeOne, [event.device, event.eventTime, event.eventId, event.measurements])
}

function many(database: Database, events: readonly TelemetryEvent[]): Promise<Row[]> {
  return database.query(storeMany, [
    plainArray(events.map((event) => event.device)),
    plainArray(events.map((event) => event.eventTime)),
    plainArray(events.map((event) => event.eventId)),
    // One JSON array: as an array of JSON texts each would be escaped here and parsed by itself there (doc/decisions/0017).
    `[${events.map((event) => event.measurements).join()}]`,
  ])
}

/** An array as PostgreSQL reads it, of elements without a character to escape: `pg` looks for one in each. */
function plainArray(elements: readonly (number | string)[]): string {
  return `{${elements.join()}}`
}

const none: ReadonlySet<number> = new Set()

function result(events: readonly TelemetryEvent[], [times, identities, unmoved]: Row): StoreResult {
  const receivedAt = times === null ? [] : (JSON.parse(String(times)) as number[])
  const late = unmoved === null ? none : new Set(JSON.parse(String(unmoved)) as number[])
  if (identities === null) return { receivedAt: asGiven(events, receivedAt), late }
  const inserted = JSON.parse(String(identities)) as string[]
  const timeOf = new Map(inserted.map((identity, row) => [identity, receivedAt[row]]))
  return { receivedAt: events.map((event) => take(timeOf, identity(event))), late }
}

/** From the order of insertion, the order by which `storing` sorts, back to that of `events`. */
function asGiven(
  events: readonly TelemetryEvent[],
  times: readonly number[],
): readonly (number | undefined)[] {
  if (events.length === 1) return times
  const given = events.map((event, index) => ({ event, index })).sort((a, b) => order(a.event, b.event))
  const answer = new Array<number | undefined>(events.length)
  given.forEach(({ index }, row) => {
    answer[index] = times[row]
  })
  return answer
}

function order(a: TelemetryEvent, b: TelemetryEvent): number {
  return a.device - b.device || a.eventTime - b.eventTime || (a.eventId < b.eventId ? -1 : 1)
}

/** Removes what it finds: of the same identity twice in one batch, the second is the duplicate. */
function take<T>(map: Map<string, T>, key: string): T | undefined {
  const value = map.get(key)
  map.delete(key)
  return value
}

function identity(event: TelemetryEvent): string {
  return `${event.device}:${event.eventTime}:${event.eventId}`
}
