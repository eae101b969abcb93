import type { StoredEvent } from '../../telemetry/event.ts'
import type { HistoryPage, HistoryQuery, Position, ReadEvents } from '../../telemetry/read-events.ts'
import type { Database } from './database.ts'
import { timeOfUs } from './epoch.ts'
import type { Row, Statement, Values } from './statement.ts'
import { eventColumns, storedEvent } from './stored-event.ts'

/**
 * Characters of measurements in a page. A thousand ordinary events have a tenth of this; a thousand of the largest that are taken would
 * be a hundred times as much.
 */
const maxPageCharacters = 1_000_000

const leastId = '00000000-0000-0000-0000-000000000000'
const greatestId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** PostgreSQL's functions take at most 100 arguments: two for each key. */
const keysAtOnce = 50
/** `keys` come after the other values. */
const firstKey = 6

/** The bound on `event_time` alone is for the planner: it skips partitions by that, and not by a comparison of rows. */
const range = {
  desc: `event_time >= ${timeOfUs('$2')} AND event_time <= ${timeOfUs('$3')} AND (event_time, event_id) < (${timeOfUs('$3')}, $4::uuid)`,
  asc: `event_time < ${timeOfUs('$2')} AND event_time >= ${timeOfUs('$3')} AND (event_time, event_id) > (${timeOfUs('$3')}, $4::uuid)`,
}

/**
 * Reads a page along the primary key: of the partitions only those that the page needs. Times are made readable by the caller, not here:
 * `to_char` costs PostgreSQL 0.8 µs each, which is as much as reading the event.
 */
export function historyReader(database: Database): ReadEvents['history'] {
  return async (query) => page(await database.query(statement(query), values(query)), query)
}

/** One row more than the limit says that there is a next page. So does the row after the one that made the page too large. */
function statement({ order, keys }: HistoryQuery): Statement {
  const event = `SELECT event_id, event_time, received_at, ${measurements(keys)} AS measurements
    FROM telemetry_event WHERE device_id = $1 AND ${range[order]}
    ORDER BY event_time ${order}, event_id ${order} LIMIT $5::int + 1`
  return {
    name: `history-${order}-${keys?.length ?? 'all'}`,
    text: `SELECT ${eventColumns}
      FROM (SELECT *, sum(length(measurements)) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND 2 PRECEDING) AS before FROM (${event}) AS event) AS page
      WHERE before IS NULL OR before < ${maxPageCharacters}`,
  }
}

/** Each key is looked up: to go through all that an event has, and to put together what is wanted, takes as long again as reading the event. */
function measurements(keys: HistoryQuery['keys']): string {
  if (keys === undefined) return 'measurements::text'
  const pairs = keys.map((_, index) => `$${firstKey + index}::text, measurements -> $${firstKey + index}`)
  const objects = Array.from({ length: Math.ceil(pairs.length / keysAtOnce) }, (_, part) => {
    return `jsonb_build_object(${pairs.slice(part * keysAtOnce, (part + 1) * keysAtOnce).join()})`
  })
  return `jsonb_strip_nulls(${objects.join(' || ')})::text`
}

function values(query: HistoryQuery): Values {
  const { device, from, to, order, limit, keys } = query
  const start = startOf(query)
  const end = (order === 'desc' ? from : to) * 1000
  return [device, end, start.at, start.eventId, limit, ...(keys ?? [])]
}

/** A cursor may come from another range: it never leads out of this one. */
function startOf({ from, to, order, after }: HistoryQuery): Position {
  if (order === 'desc') {
    const end = to * 1000
    return after !== undefined && after.at < end ? after : { at: end, eventId: leastId }
  }
  const end = from * 1000 - 1
  return after !== undefined && after.at > end ? after : { at: end, eventId: greatestId }
}

function page(rows: readonly Row[], query: HistoryQuery): HistoryPage {
  const events: StoredEvent[] = []
  let characters = 0
  for (const row of rows) {
    if (events.length === query.limit || characters >= maxPageCharacters) break
    const event = storedEvent(row, query)
    characters += event.measurements.length
    events.push(event)
  }
  const last = rows[events.length - 1]
  const isLast = last === undefined || events.length === rows.length
  return { events, next: isLast ? undefined : { at: Number(last[1]), eventId: String(last[0]) } }
}
