import type { StoredEvent } from '../../telemetry/event.ts'
import type { ReadEvents, Receipt, ReceivedPage, ReceivedQuery } from '../../telemetry/read-events.ts'
import type { Database } from './database.ts'
import { epochUs, timeOfUs } from './epoch.ts'
import type { Row, Statement, Values } from './statement.ts'
import { eventColumnsWithDevice, storedEvent } from './stored-event.ts'
import { sayTooLong } from './too-long.ts'

/** Characters of measurements in a page, as in one of a history. */
const maxPageCharacters = 1_000_000

const tooMuch =
  'So many events were received that they cannot be read in the time that PostgreSQL may take. Ask for a shorter range'

/** What comes after it is received no earlier than anything. */
const earliest = { device: 0, eventTime: 0, eventId: '00000000-0000-0000-0000-000000000000' }

/**
 * Reads a page in the order of arrival. The index on `received_at` finds where the range lies, and its rows are sorted for each page: a page
 * takes longer, the more is left of the range. Events of a removed device are rows without a `device_id`.
 */
export function receivedReader(database: Database): ReadEvents['received'] {
  return async (query) => {
    const rows = await database.query(statement(query), values(query)).catch(sayTooLong(tooMuch))
    return page(rows, query)
  }
}

/** Two texts: the one is planned along the primary key where a device has few events. One row more than the limit, as in a history. */
function statement({ device }: ReceivedQuery): Statement {
  const event = `SELECT device_id, event_id, event_time, received_at, measurements::text AS measurements
    FROM telemetry_event WHERE received_at >= ${timeOfUs('$1')} AND received_at < ${timeOfUs('$2')}
      AND (received_at, device_id, event_time, event_id) > (${timeOfUs('$1')}, $3::int, ${timeOfUs('$4')}, $5::uuid)
      ${device === undefined ? '' : 'AND device_id = $7::int'}
    ORDER BY received_at, device_id, event_time, event_id LIMIT $6::int + 1`
  return {
    name: device === undefined ? 'received' : 'received-of-device',
    text: `SELECT ${eventColumnsWithDevice}, page.device_id, ${epochUs('received_at')} FROM (SELECT *, sum(length(measurements)) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND 2 PRECEDING) AS before FROM (${event}) AS event) AS page
      LEFT JOIN device ON device.id = page.device_id
      WHERE before IS NULL OR before < ${maxPageCharacters}
      ORDER BY received_at, page.device_id, event_time, event_id`,
  }
}

/** A cursor may come from another range: it never leads out of this one. */
function values({ from, to, after, limit, device }: ReceivedQuery): Values {
  const start = { receivedAt: from * 1000, ...earliest }
  const place = after !== undefined && after.receivedAt >= start.receivedAt ? after : start
  const bounds = [place.receivedAt, to * 1000, place.device, place.eventTime, place.eventId, limit]
  return device === undefined ? bounds : [...bounds, device]
}

/** Rows that belong to nobody any more count for the page, and are left out of it. */
function page(rows: readonly Row[], { limit }: ReceivedQuery): ReceivedPage {
  const events: StoredEvent[] = []
  let taken = 0
  let characters = 0
  for (const row of rows) {
    if (taken === limit || characters >= maxPageCharacters) break
    taken += 1
    characters += String(row[3]).length
    if (row[4] !== null) events.push(storedEvent(row))
  }
  const last = rows[taken - 1]
  const isLast = last === undefined || taken === rows.length
  return { events, next: isLast ? undefined : receiptOf(last) }
}

function receiptOf([eventId, eventTime, , , , , device, receivedAt]: Row): Receipt {
  return {
    receivedAt: Number(receivedAt),
    device: Number(device),
    eventTime: Number(eventTime),
    eventId: String(eventId),
  }
}
