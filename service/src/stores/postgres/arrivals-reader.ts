import { longestStoringMs, momentOf, parseMoment } from '../../live/moment.ts'
import type { ReadArrivals } from '../../live/ports.ts'
import { storedEventBody } from '../../telemetry/stored-event-body.ts'
import type { Database } from './database.ts'
import { epochMs, timeOfMs } from './epoch.ts'
import type { Row, Statement } from './statement.ts'
import { eventColumnsWithDevice, storedEvent } from './stored-event.ts'

/**
 * Characters of measurements in one look: several times what its events usually have. As many of the largest that are taken would be
 * half a gigabyte.
 */
const maxCharacters = 8 * 1024 * 1024

const clock = epochMs('clock_timestamp()')

const now: Statement = { name: 'moment', text: `SELECT ${clock}, pg_current_snapshot()` }

/**
 * Rows by the transactions that wrote them, so that none is missed and none comes twice, whenever it was committed. `received_at` only
 * narrows where to look. A row tells the last 32 bits of its transaction; the others are those of the snapshot, or one less.
 */
const between: Statement = {
  name: 'arrivals',
  text: `WITH moment AS MATERIALIZED (
    SELECT snapshot, pg_snapshot_xmax(snapshot)::text::int8 AS newest
    FROM (SELECT coalesce($3::pg_snapshot, pg_current_snapshot())) AS given (snapshot)
  ), arrived AS MATERIALIZED (
    SELECT event.* FROM moment, LATERAL (
      SELECT device_id, event_id, event_time, received_at, measurements,
        ((newest & ~4294967295) + xmin::text::int8
          - CASE WHEN (newest & ~4294967295) + xmin::text::int8 > newest THEN 4294967296 ELSE 0 END)::text::xid8 AS writer
      FROM telemetry_event
      WHERE received_at >= ${timeOfMs('$1')} AND ($4::int[] IS NULL OR device_id = ANY($4))
    ) AS event
    WHERE NOT pg_visible_in_snapshot(writer, $2::pg_snapshot) AND pg_visible_in_snapshot(writer, snapshot)
    ORDER BY received_at, device_id, event_time, event_id LIMIT $5
  ), sized AS (
    SELECT *, sum(length(measurements)) OVER (
      ORDER BY received_at, device_id, event_time, event_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS before FROM (
      SELECT device_id, event_id, event_time, received_at, measurements::text FROM arrived
    ) AS event
  )
  SELECT ${eventColumnsWithDevice}, ${clock}, moment.snapshot
  FROM moment LEFT JOIN (sized JOIN device ON device.id = sized.device_id) ON true
  WHERE before IS NULL OR before <= ${maxCharacters}
  ORDER BY received_at, sized.device_id, event_time, event_id`,
}

/** Arrivals as PostgreSQL sees them. */
export function arrivalsReader(database: Database): ReadArrivals {
  return {
    async now() {
      const [[at, snapshot] = []] = await database.query(now, [])
      return momentOf({ at: Number(at), snapshot: String(snapshot) })
    },
    async between({ since, until, devices, limit }) {
      const from = parts(since)
      const to = until === undefined ? undefined : parts(until)
      const rows = await database.query(between, [
        from.at - longestStoringMs,
        from.snapshot,
        to?.snapshot ?? null,
        devices ?? null,
        limit + 1,
      ])
      const events = rows.filter(([eventId]) => eventId !== null)
      const tooMany = events.length > limit || charactersOf(events) > maxCharacters
      const [, , , , , , at, snapshot] = rows[0] as Row
      return {
        until: until ?? momentOf({ at: Number(at), snapshot: String(snapshot) }),
        events: tooMany ? [] : events.map(arrival),
        tooMany,
      }
    },
  }
}

function parts(moment: string) {
  const found = parseMoment(moment)
  if (found === undefined) throw new RangeError(`A moment is required, found "${moment}".`)
  return found
}

function charactersOf(events: readonly Row[]): number {
  return events.reduce((sum, [, , , measurements]) => sum + String(measurements).length, 0)
}

function arrival(row: Row) {
  const event = storedEvent(row)
  return { device: event.device, body: storedEventBody(event) }
}
