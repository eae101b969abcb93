import type { StoredEvent } from '../../telemetry/event.ts'
import type { ReadEvents, Receipt, ReceivedPage, ReceivedQuery } from '../../telemetry/read-events.ts'
import type { Database } from './database.ts'
import type { Row, Statement, Values } from './statement.ts'
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
    FROM telemetry_event WHERE received_at >= ${time('$1')} AND received_at < ${time('$2')}
      AND (received_at, device_id, event_time, event_id) > (${time('$1')}, $3::int, ${time('$4')}, $5::uuid)
      ${device === undefined ? '' : 'AND device_id = $7::int'}
    ORDER BY received_at, device_id, event_time, event_id LIMIT $6::int + 1`
  return {
    name: device === undefined ? 'received' : 'received-of-device',
    text: `SELECT page.device_id, device.device_id, event_id, ${microseconds('event_time')}, ${microseconds('received_at')}, measurements
      FROM (SELECT *, sum(length(measurements)) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND 2 PRECEDING) AS before FROM (${event}) AS event) AS page
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

function time(microseconds: string): string {
  return `to_timestamp(${microseconds}::int8 / 1000000.0)`
}

function microseconds(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000000)::int8`
}

/** Rows that belong to nobody any more count for the page, and are left out of it. */
function page(rows: readonly Row[], { limit }: ReceivedQuery): ReceivedPage {
  const events: StoredEvent[] = []
  let taken = 0
  let characters = 0
  for (const row of rows) {
    if (taken === limit || characters >= maxPageCharacters) break
    taken += 1
    characters += String(row[5]).length
    if (row[1] !== null) events.push(eventOf(row))
  }
  const last = rows[taken - 1]
  const isLast = last === undefined || taken === rows.length
  return { events, next: isLast ? undefined : receiptOf(last) }
}

function eventOf([device, deviceId, eventId, eventTime, receivedAt, measurements]: Row): StoredEvent {
  return {
    device: Number(device),
    deviceId: String(deviceId),
    eventId: String(eventId),
    eventTime: Math.floor(Number(eventTime) / 1000),
    receivedAt: Math.floor(Number(receivedAt) / 1000),
    measurements: String(measurements),
  }
}

function receiptOf([device, , eventId, eventTime, receivedAt]: Row): Receipt {
  return {
    receivedAt: Number(receivedAt),
    device: Number(device),
    eventTime: Number(eventTime),
    eventId: String(eventId),
  }
}
