import { bracketsSql } from './brackets-sql.ts'

/** The loads of a cohort in the order of their judged intervals, and its readings. */
export const cellsSql = `
  CREATE OR REPLACE TEMP TABLE loads (
    place INTEGER, run INTEGER, trial VARCHAR, architecture VARCHAR, workload VARCHAR, block INTEGER, variant VARCHAR,
    kind VARCHAR, rising BOOLEAN, rate DOUBLE, held_rate DOUBLE, result VARCHAR, judged_from DOUBLE, judged_to DOUBLE,
    started DOUBLE
  );
  CREATE OR REPLACE TEMP TABLE answers (run INTEGER, endpoint VARCHAR, attempts DOUBLE, p99Ms DOUBLE);
  CREATE OR REPLACE TEMP TABLE readings (
    trial VARCHAR, moment DOUBLE, component VARCHAR, task INTEGER, metric VARCHAR, value DOUBLE
  );

  -- What was run under other conditions is an experiment of its own, and no part of its cell.
  CREATE OR REPLACE TEMP VIEW ordinary AS SELECT * FROM loads WHERE variant IS NULL;
  -- A soak is held below the capacity. With the autoscaler live the number of tasks varies: a load like that tells a capacity only where nothing else was run.
  CREATE OR REPLACE TEMP VIEW telling AS
    SELECT * FROM ordinary AS load
    WHERE kind <> 'soak' AND (kind <> 'stress' OR NOT EXISTS (
      FROM ordinary
      WHERE kind NOT IN ('stress', 'soak') AND architecture = load.architecture AND workload = load.workload
    ));
  -- A load that rises says what it held, and broke at the rate of its first second after what was judged; where there is none, of its last.
  CREATE OR REPLACE TEMP VIEW broken_ramps AS
    SELECT architecture, workload, block, place, greatest(
      rate, coalesce(arg_min(offered, second) FILTER (began >= judged_to), arg_max(offered, second), rate)
    ) AS broke
    FROM telling LEFT JOIN window_rates USING (run)
    WHERE rising AND result = 'fail'
    GROUP BY architecture, workload, block, place, run, rate;
  CREATE OR REPLACE TEMP VIEW probes AS
    SELECT architecture, workload, block, 2 * place AS place, kind, rate, result = 'pass' AS passed
    FROM telling WHERE NOT rising AND result <> 'invalid'
    UNION ALL
    SELECT architecture, workload, block, 2 * place, 'ramp', held_rate, true
    FROM telling WHERE rising AND result <> 'invalid' AND held_rate IS NOT NULL
    UNION ALL
    SELECT architecture, workload, block, 2 * place + 1, 'ramp', broke, false FROM broken_ramps;
  CREATE OR REPLACE TEMP VIEW brackets AS ${bracketsSql('probes', 'architecture, workload')};
  CREATE OR REPLACE TEMP VIEW block_brackets AS ${bracketsSql('probes', 'architecture, workload, block')};
`

/** One trial's readings, gzipped, one JSON a line. */
export const readingsSql = `
  INSERT INTO readings
    SELECT $trial, "at", component, task, metric, value
    FROM read_json(
      $file, format = 'newline_delimited',
      columns = { 'at': 'DOUBLE', 'component': 'VARCHAR', 'task': 'INTEGER', 'metric': 'VARCHAR', 'value': 'DOUBLE' }
    )`

export const capacitySql = `
  SELECT held, failed, seen_held, seen_failed FROM brackets WHERE architecture = $architecture AND workload = $workload`

/** What the loads of each block say by themselves; a block of which nothing was judged is not there. */
export const blocksSql = `
  SELECT block, held, failed, seen_held, seen_failed FROM block_brackets
  WHERE architecture = $architecture AND workload = $workload ORDER BY block`

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
    FROM ordinary WHERE architecture = $architecture AND workload = $workload`

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
