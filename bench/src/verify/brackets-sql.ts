/**
 * The brackets of `probes`, a relation with `place` (oldest first), `kind`, `rate`, `passed` (NULL: invalid) and the columns `keys`,
 * one for each value of these: `held`, `failed`, and how many plateaus agree at each end. The rule is that of doc/verify.md. How many
 * probes contradict an edge follows from running sums in the order of rates: nothing is asked edge by edge.
 */
export function bracketsSql(probes: string, keys: string): string {
  const groups = `${keys}, ramp`
  return `
    WITH
      judged AS (
        SELECT
          ${keys}, kind = 'ramp' AS ramp, place, rate, passed,
          CASE kind WHEN 'confirmation' THEN 2 ELSE 1 END AS votes
        FROM ${probes} WHERE passed IS NOT NULL
      ),
      -- Nothing may be held: an edge at 0, that nobody probed.
      edges AS (FROM judged UNION ALL SELECT DISTINCT ${groups}, NULL::INTEGER, 0, NULL::BOOLEAN, 0 FROM judged),
      contradicted AS (
        SELECT
          ${groups}, rate,
          coalesce(sum(votes) FILTER (NOT passed) OVER up_to_it, 0) + coalesce(sum(votes) FILTER (passed) OVER beyond, 0) AS against,
          greatest(max(place) FILTER (NOT passed) OVER up_to_it, max(place) FILTER (passed) OVER beyond, -1) AS latest
        FROM edges
        WINDOW
          up_to_it AS (PARTITION BY ${groups} ORDER BY rate RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
          beyond AS (PARTITION BY ${groups} ORDER BY rate RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE GROUP)
      ),
      chosen AS (
        SELECT ${groups}, rate AS edge FROM contradicted
        QUALIFY row_number() OVER (PARTITION BY ${groups} ORDER BY against, latest, rate) = 1
      ),
      ends AS (
        SELECT
          *,
          max(rate) FILTER (passed AND rate <= edge) OVER own AS highest,
          min(rate) FILTER (NOT passed AND rate > edge) OVER own AS lowest
        FROM judged JOIN chosen USING (${groups})
        WINDOW own AS (PARTITION BY ${groups})
      ),
      sides AS (
        SELECT
          ${keys},
          max(highest) FILTER (NOT ramp) AS highest, max(lowest) FILTER (NOT ramp) AS lowest,
          max(highest) FILTER (ramp) AS ramp_highest, max(lowest) FILTER (ramp) AS ramp_lowest,
          count(*) FILTER (NOT ramp AND passed AND rate <= edge AND rate * 1.05::DOUBLE >= highest) AS seen_held,
          count(*) FILTER (NOT ramp AND NOT passed AND rate > edge AND rate <= lowest * 1.05::DOUBLE) AS seen_failed
        FROM ends GROUP BY ${keys}
      )
    -- A ramp counts only on the side of which no plateau says anything.
    SELECT
      ${keys},
      coalesce(highest, CASE WHEN ramp_highest < coalesce(lowest, 'infinity'::DOUBLE) THEN ramp_highest END) AS held,
      coalesce(lowest, CASE WHEN ramp_lowest > coalesce(highest, 0) THEN ramp_lowest END) AS failed,
      seen_held::INTEGER AS seen_held,
      seen_failed::INTEGER AS seen_failed
    FROM sides`
}
