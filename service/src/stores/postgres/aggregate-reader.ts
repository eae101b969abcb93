import type { Aggregate, AggregateQuery, AggregateValue, ReadEvents } from '../../telemetry/read-events.ts'
import type { Database } from './database.ts'
import { epochMs, epochUs, timeOfMs } from './epoch.ts'
import type { Row, Statement } from './statement.ts'
import { sayTooLong } from './too-long.ts'

const tooMuch =
  'So many events cannot be aggregated in the time that PostgreSQL may take. Ask for a shorter range'

/** PostgreSQL's own `avg` stops at 16 digits, one short of a double's. */
const average = 'sum(number) * 1.00000000000000000000 / nullif(count(number), 0)'

/**
 * How each figure is found, in JSON. Sums are exact and may be larger than any double. Averages are not exact anyway: they are told as
 * doubles, except where one would overflow or vanish.
 * `placed` is a value behind its place in the order of events: one pass finds the first, without sorting or keeping the others.
 */
const figures: Readonly<Record<Aggregate, string>> = {
  avg: `CASE WHEN ${average} = 0 OR abs(${average}) BETWEEN 1e-300 AND 1e308 THEN (${average})::float8::text ELSE trim_scale(${average})::text END`,
  min: 'trim_scale(min(number))',
  max: 'trim_scale(max(number))',
  sum: 'trim_scale(sum(number))',
  count: 'count(*)',
  first: 'substr(min(placed), 54)',
  last: 'substr(max(placed), 54)',
}

/** Aggregates within PostgreSQL, in one statement. */
export function aggregateReader(database: Database): ReadEvents['aggregate'] {
  return async (query) => {
    const { device, from, to, intervalMs, keys, maxValues } = query
    const values = [device, from, to, intervalMs, maxValues + 1, ...(keys === undefined ? [] : [keys])]
    const rows = await database.query(statement(query), values).catch(sayTooLong(tooMuch))
    return rows.length > maxValues ? undefined : rows.map(value)
  }
}

/** A few names are looked up in each event in half the time that it takes to go through all that it has. */
const source = {
  all: 'jsonb_each(measurements)',
  some: 'unnest($6::text[]) AS key, LATERAL (SELECT measurements -> key AS value) AS found WHERE value IS NOT NULL',
}

/**
 * Without a name: planned for its very range, so that no other partition is even looked at. `place` sorts like `(event_time, event_id)`:
 * 17 digits of microseconds, 36 characters of an id; no event is from before the epoch. OFFSET 0 keeps it from being made again for each
 * value of an event, which took as long as all the rest.
 */
function statement({ aggregates, keys }: AggregateQuery): Statement {
  const asked = aggregates.map((aggregate) => figures[aggregate])
  return {
    name: '',
    text: `SELECT ${epochMs('bucket')}, key, ${asked.join(', ')}
      FROM (SELECT bucket, key, CASE WHEN jsonb_typeof(value) = 'number' THEN value::numeric END AS number, (place || value) COLLATE "C" AS placed
        FROM (SELECT date_bin($4::int8 * interval '1 millisecond', event_time, 'epoch') AS bucket, measurements,
            lpad(${epochUs('event_time')}::text, 17, '0') || event_id AS place
          FROM telemetry_event WHERE device_id = $1
            AND event_time >= ${timeOfMs('$2')} AND event_time < ${timeOfMs('$3')}
          OFFSET 0) AS event, ${source[keys === undefined ? 'all' : 'some']}) AS value
      GROUP BY bucket, key ORDER BY bucket, key COLLATE "C" LIMIT $5`,
  }
}

function value([bucket, key, ...found]: Row): AggregateValue {
  return { bucket: Number(bucket), key: String(key), figures: found }
}
