import type { Aggregate, AggregateQuery, AggregateValue, ReadEvents } from '../../telemetry/read-events.ts'
import { Unavailable } from '../../telemetry/unavailable.ts'
import type { Database } from './database.ts'
import type { Row, Statement } from './statement.ts'

/** `query_canceled`: the statement timeout. */
const queryCanceled = '57014'

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
    const values = [device, from, to, intervalMs, keys ?? null, maxValues + 1]
    const rows = await database.query(statement(query), values).catch((error) => {
      throw isTimeout(error) ? tooMuch(error) : error
    })
    return rows.length > maxValues ? undefined : rows.map(value)
  }
}

/**
 * Without a name: planned for its very range, so that no other partition is even looked at. `placed` sorts like `(event_time, event_id)`:
 * 17 digits of microseconds, 36 characters of an id. No event is from before the epoch.
 */
function statement({ aggregates }: AggregateQuery): Statement {
  const asked = aggregates.map((aggregate) => figures[aggregate])
  return {
    name: '',
    text: `SELECT (extract(epoch FROM bucket) * 1000)::int8, key, ${asked.join(', ')}
      FROM (SELECT date_bin($4::int8 * interval '1 millisecond', event_time, 'epoch') AS bucket, key,
        CASE WHEN jsonb_typeof(value) = 'number' THEN value::numeric END AS number,
        (lpad((extract(epoch FROM event_time) * 1000000)::int8::text, 17, '0') || event_id || value) COLLATE "C" AS placed
        FROM telemetry_event, jsonb_each(measurements)
        WHERE device_id = $1 AND event_time >= to_timestamp($2::int8 / 1000.0) AND event_time < to_timestamp($3::int8 / 1000.0)
          AND ($5::text[] IS NULL OR key = ANY($5))) AS value
      GROUP BY bucket, key ORDER BY bucket, key COLLATE "C" LIMIT $6`,
  }
}

function value([bucket, key, ...found]: Row): AggregateValue {
  return { bucket: Number(bucket), key: String(key), figures: found }
}

function isTimeout(error: unknown): boolean {
  const { cause } = error as Error
  return (
    error instanceof Unavailable && cause instanceof Error && 'code' in cause && cause.code === queryCanceled
  )
}

function tooMuch(cause: unknown): Unavailable {
  const what =
    'So many events cannot be aggregated in the time that PostgreSQL may take. Ask for a shorter range'
  return new Unavailable(what, { cause })
}
