/**
 * When a load sends request n: what bench/k6/schedule.ts decides, said again in SQL. The table `stages` holds the load's
 * stages (`position`, `seconds`, `rate`), `schedule` the same with what came before.
 */
export const scheduleSql = `
  CREATE OR REPLACE MACRO imul(a, b) AS (a * b) % 4294967296::UBIGINT;
  CREATE OR REPLACE MACRO mixed1(seed, n) AS xor(imul(xor(seed, 2654435769::UBIGINT), 2246822507::UBIGINT), n);
  CREATE OR REPLACE MACRO mixed2(h) AS imul(xor(h, h >> 16), 2246822507::UBIGINT);
  CREATE OR REPLACE MACRO mixed3(h) AS imul(xor(h, h >> 13), 3266489909::UBIGINT);
  CREATE OR REPLACE MACRO mixed4(h) AS xor(h, h >> 16);
  CREATE OR REPLACE MACRO hash32(seed, n) AS mixed4(mixed3(mixed2(mixed1(seed::UBIGINT, n::UBIGINT))));
  -- 32 bits of hash as a share of the width within which a request waits.
  CREATE OR REPLACE MACRO jitter_ms(seed, n, width) AS (hash32(seed, n)::DOUBLE / 4294967296) * width;

  CREATE OR REPLACE TEMP TABLE stages (position INTEGER, seconds DOUBLE, rate DOUBLE);
  CREATE OR REPLACE TEMP VIEW sloped AS
    SELECT *, lag(rate, 1, 0) OVER (ORDER BY position) AS rate_before FROM stages;
  CREATE OR REPLACE TEMP VIEW schedule AS
    SELECT
      *,
      coalesce(sum(seconds) OVER before, 0) AS seconds_before,
      (seconds * (rate_before + rate)) / 2 AS area,
      coalesce(sum((seconds * (rate_before + rate)) / 2) OVER before, 0) AS area_before
    FROM sloped
    WINDOW before AS (ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING);

  -- Where the area under the rate reaches "area", within a stage.
  CREATE OR REPLACE MACRO seconds_to(area, rate_before, rate, seconds) AS
    CASE
      WHEN rate = rate_before THEN area / rate_before
      ELSE
        (sqrt(greatest(0, rate_before * rate_before + 2 * ((rate - rate_before) / seconds) * area)) - rate_before)
        / ((rate - rate_before) / seconds)
    END;

  -- The rate that is asked for after so many seconds; the last one when all stages are over.
  CREATE OR REPLACE MACRO rate_at(elapsed) AS coalesce(
    (
      SELECT arg_min(rate_before + ((rate - rate_before) * (elapsed - seconds_before)) / seconds, position)
      FROM schedule WHERE elapsed < seconds_before + seconds
    ),
    (SELECT arg_max(rate, position) FROM schedule)
  );
`
