/**
 * One load's file as tables. `rows`: k6's own rows that matter. `requests`: one a request, from its two rows, found by request
 * number and moment and not by their order. `sent`: with the moment at which the schedule of a punctual request began.
 */
export const samplesSql = `
  CREATE OR REPLACE TEMP TABLE samples AS
    SELECT
      metric_name AS metric,
      "timestamp" / 1000 AS moment,
      metric_value AS value,
      coalesce(error_code, 0) AS error_code,
      "name" AS endpoint,
      coalesce(status, 0) AS status,
      CAST(nullif(regexp_extract(metadata, 'n=([0-9]+)', 1), '') AS UBIGINT) AS n,
      CAST(nullif(regexp_extract(extra_tags, 'delay=([0-9.]+)', 1), '') AS DOUBLE) AS delay
    FROM read_csv(
      $file, header = true, auto_detect = false, delim = ',', quote = '"', null_padding = true,
      columns = {
        'metric_name': 'VARCHAR', 'timestamp': 'BIGINT', 'metric_value': 'DOUBLE', 'error_code': 'INTEGER',
        'name': 'VARCHAR', 'status': 'INTEGER', 'extra_tags': 'VARCHAR', 'metadata': 'VARCHAR'
      }
    )
    WHERE metric_name IN ('http_req_duration', 'http_req_blocked', 'dropped_iterations', 'vus', 'canary_fresh')
`

export const requestsSql = `
  CREATE OR REPLACE TEMP TABLE requests AS
    SELECT n, endpoint, status, error_code, moment AS ended_at, duration, duration + blocked AS latency_ms, moment - (duration + blocked) AS sent_at
    FROM (
      SELECT
        n, endpoint, status, error_code, moment,
        max(value) FILTER (metric = 'http_req_duration') AS duration,
        max(value) FILTER (metric = 'http_req_blocked') AS blocked
      FROM samples WHERE metric LIKE 'http%' GROUP BY ALL
    )
    WHERE duration IS NOT NULL AND blocked IS NOT NULL
`

export const sentSql = `
  CREATE OR REPLACE TEMP TABLE sent AS
    SELECT
      requests.*,
      NOT (status = 0 OR status >= 400) AS succeeded,
      sent_at
        - coalesce(1000 * (seconds_before + seconds_to(n + 1 - area_before, rate_before, rate, seconds)), 0)
        - jitter_ms($seed, n, $jitter) AS schedule_start
    FROM requests
    LEFT JOIN schedule ON n + 1 > area_before AND n + 1 <= area_before + area
    WHERE endpoint IN ('write', 'latest', 'fleet')
`

/** Nearest rank, in whole numbers: the least value that at least so many thousandths of the values do not exceed. */
function rank(permille: number): string {
  return `max(latency_ms) FILTER (place = greatest(1, (succeeded_count * ${permille} + 999) // 1000))`
}

/** Figures of `from`, a relation with the columns of `sent`, grouped by `keys`. Latencies are of what succeeded. */
export function summarySql(from: string, keys: string): string {
  return `
    SELECT
      ${keys},
      count(*)::DOUBLE AS attempts,
      count(*) FILTER (NOT succeeded)::DOUBLE AS failures,
      count(*) FILTER (error_code = 1050)::DOUBLE AS timeouts,
      ${rank(500)} AS p50Ms, ${rank(950)} AS p95Ms, ${rank(990)} AS p99Ms, ${rank(999)} AS p999Ms, ${rank(1000)} AS maxMs
    FROM (
      SELECT
        *,
        CASE WHEN succeeded THEN row_number() OVER (PARTITION BY ${keys}, succeeded ORDER BY latency_ms) END AS place,
        count(*) FILTER (succeeded) OVER (PARTITION BY ${keys}) AS succeeded_count
      FROM ${from}
    )
    GROUP BY ${keys}, succeeded_count
    ORDER BY ${keys}`
}
