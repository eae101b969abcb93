/** The loads of a cohort in the order of their judged intervals, and its readings. */
export const cellsSql = `
  CREATE OR REPLACE TEMP TABLE loads (
    place INTEGER, run INTEGER, trial VARCHAR, architecture VARCHAR, workload VARCHAR, kind VARCHAR, rising BOOLEAN,
    rate DOUBLE, held_rate DOUBLE, result VARCHAR, judged_from DOUBLE, judged_to DOUBLE, started DOUBLE
  );
  CREATE OR REPLACE TEMP TABLE answers (run INTEGER, endpoint VARCHAR, attempts DOUBLE, p99Ms DOUBLE);
  CREATE OR REPLACE TEMP TABLE readings (
    trial VARCHAR, moment DOUBLE, component VARCHAR, task INTEGER, metric VARCHAR, value DOUBLE
  );

  -- With the autoscaler live the number of tasks varies: a load like that tells a capacity only where nothing else was run.
  CREATE OR REPLACE TEMP VIEW telling AS
    SELECT * FROM loads AS load
    WHERE kind <> 'stress' OR NOT EXISTS (
      FROM loads WHERE kind <> 'stress' AND architecture = load.architecture AND workload = load.workload
    );
  -- Of plateaus at the same rate the last one counts.
  CREATE OR REPLACE TEMP VIEW plateaus AS
    SELECT architecture, workload, rate, arg_max(result, place) AS result
    FROM telling WHERE NOT rising AND result <> 'invalid' GROUP BY ALL;
  -- A ramp broke at the rate of its first second after what was judged; where there is none, of its last.
  CREATE OR REPLACE TEMP VIEW broken_ramps AS
    SELECT architecture, workload, run, greatest(
      rate, coalesce(arg_min(offered, second) FILTER (began >= judged_to), arg_max(offered, second), rate)
    ) AS rate
    FROM telling LEFT JOIN window_rates USING (run)
    WHERE rising AND result = 'fail'
    GROUP BY architecture, workload, run, telling.rate;
`

/** One trial's readings, gzipped, one JSON a line. */
export const readingsSql = `
  INSERT INTO readings
    SELECT $trial, "at", component, task, metric, value
    FROM read_json(
      $file, format = 'newline_delimited',
      columns = { 'at': 'DOUBLE', 'component': 'VARCHAR', 'task': 'INTEGER', 'metric': 'VARCHAR', 'value': 'DOUBLE' }
    )`

/** The lowest failing rate rules, and the highest pass is below it; a ramp counts only on the side of which no plateau says anything. */
export const capacitySql = `
  WITH
    plateau_fail AS (
      SELECT min(rate) AS rate FROM plateaus
      WHERE result = 'fail' AND architecture = $architecture AND workload = $workload
    ),
    plateau_pass AS (
      SELECT max(plateaus.rate) AS rate FROM plateaus, plateau_fail
      WHERE result = 'pass' AND architecture = $architecture AND workload = $workload
        AND plateaus.rate < coalesce(plateau_fail.rate, 'infinity'::DOUBLE)
    ),
    ramp_fail AS (
      SELECT min(rate) AS rate FROM broken_ramps WHERE architecture = $architecture AND workload = $workload
    ),
    ramp_pass AS (
      SELECT max(held_rate) AS rate FROM telling, ramp_fail
      WHERE rising AND result <> 'invalid' AND architecture = $architecture AND workload = $workload
        AND held_rate < coalesce(ramp_fail.rate, 'infinity'::DOUBLE)
    )
  SELECT
    coalesce(plateau_pass.rate, CASE
      WHEN ramp_pass.rate < coalesce(plateau_fail.rate, 'infinity'::DOUBLE) THEN ramp_pass.rate
    END) AS held,
    coalesce(plateau_fail.rate, CASE
      WHEN ramp_fail.rate > coalesce(plateau_pass.rate, 0) THEN ramp_fail.rate
    END) AS failed
  FROM plateau_fail, plateau_pass, ramp_fail, ramp_pass`

/** CPU that all tasks of each component used, in cores. A counter that falls has started anew: what it then shows was counted since. */
export const coresSql = `
  SELECT component, sum(cores) AS cores
  FROM (
    SELECT component, task, sum(increase) / nullif((max(moment) - min(moment)) / 1000, 0) AS cores
    FROM (${increases('cpuSeconds')})
    GROUP BY component, task
  )
  GROUP BY component HAVING sum(cores) IS NOT NULL`

export const hitShareSql = `
  SELECT hits / nullif(hits + misses, 0) AS share
  FROM
    (SELECT sum(increase) / nullif(max(moment) - min(moment), 0) AS hits FROM (${increases('keyspaceHits')}) WHERE component = 'redis'),
    (SELECT sum(increase) / nullif(max(moment) - min(moment), 0) AS misses FROM (${increases('keyspaceMisses')}) WHERE component = 'redis')`

/** Of each trial the longest lag, and of each load the most events, from its start until the next one. */
export const lagSql = `
  SELECT
    (
      SELECT max(value) FROM readings SEMI JOIN own USING (trial) WHERE metric = 'lagSeconds'
    ) AS seconds,
    (
      SELECT coalesce(max(events), 0) FROM (
        SELECT sum(last_value) AS events FROM (
          SELECT run, floor(moment / 1000 + 0.5) AS second, task, arg_max(value, moment) AS last_value
          FROM readings JOIN own ON readings.trial = own.trial AND moment >= started AND moment < ended
          WHERE component = 'kafka' AND metric = 'lagEvents'
          GROUP BY ALL
        ) GROUP BY run, second
      )
    ) AS events`

export const ownSql = `
  CREATE OR REPLACE TEMP TABLE own AS
    SELECT *, lead(started, 1, 'infinity'::DOUBLE) OVER (PARTITION BY trial ORDER BY place) AS ended
    FROM loads WHERE architecture = $architecture AND workload = $workload`

/** From each reading of a task to its next one. */
function increases(metric: string): string {
  return `
    SELECT *, CASE WHEN before IS NULL THEN 0 WHEN value >= before THEN value - before ELSE value END AS increase
    FROM (
      SELECT *, lag(value) OVER (PARTITION BY component, task ORDER BY moment, rowid) AS before
      FROM readings
      WHERE trial = $trial AND metric = '${metric}' AND moment >= $from AND moment <= $to
    )`
}
