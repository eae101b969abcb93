import type { Database } from './database.ts'

export interface CellName {
  readonly architecture: string
  readonly workload: string
}

export interface Bracket {
  readonly held: number | null
  readonly failed: number | null
  /** Plateaus that agree at each end. */
  readonly seen_held: number
  readonly seen_failed: number
}

/** The load that stands for a cell's capacity: which seconds of it, and when the parts are looked at. */
export interface Observed {
  readonly run: number
  readonly trial: string
  /** Seconds of a ramp near the rate; without them it is the judged interval. */
  readonly windows?: { readonly from: number; readonly to: number }
  readonly from: number
  readonly to: number
}

interface LoadRow {
  readonly run: number
  readonly trial: string
  readonly rising: boolean
  readonly rate: number
  readonly judged_from: number
  readonly judged_to: number
  /** Of its seconds: when the first began, and when the last ended. */
  readonly first: number
  readonly last: number
}

/** Shorter than this an interval may hold less than two readings: then the whole load is looked at. */
const readableMs = 3000

/** The last load that passed at what the cell held, a plateau rather than a ramp; where nothing passed, the last that failed. */
export async function observedOf(
  database: Database,
  cell: CellName,
  { held, failed }: Bracket,
): Promise<Observed | undefined> {
  if (held !== null) return passingAt(database, cell, held)
  return failed === null ? undefined : failingAt(database, cell, failed)
}

async function passingAt(database: Database, cell: CellName, rate: number): Promise<Observed | undefined> {
  const plateau = await lastLoad(database, cell, {
    rate,
    where: `NOT rising AND result = 'pass' AND rate = $rate`,
  })
  if (plateau !== undefined) return inJudged(plateau)
  const ramp = await lastLoad(database, cell, { rate, where: 'rising AND held_rate = $rate' })
  if (ramp === undefined || ramp.rate === rate) return ramp && inJudged(ramp)
  const [near] = await database.rows<{ from: number | null; to: number | null }>(nearSql, {
    run: ramp.run,
    rate,
    judgedTo: ramp.judged_to,
  })
  if (near === undefined || near.from === null || near.to === null) return inJudged(ramp)
  const windows = { from: near.from, to: near.to }
  return { run: ramp.run, trial: ramp.trial, windows, from: near.from, to: near.to + 1000 }
}

async function failingAt(database: Database, cell: CellName, rate: number): Promise<Observed | undefined> {
  const plateau = await lastLoad(database, cell, {
    rate,
    where: `NOT rising AND result = 'fail' AND rate = $rate`,
  })
  if (plateau !== undefined) return inJudged(plateau)
  const ramp = await lastLoad(database, cell, { rate, where: `rising AND result = 'fail' AND $rate > 0` })
  if (ramp === undefined) return undefined
  // It breaks after what is judged.
  const { run, trial, judged_from: from, judged_to, last } = ramp
  return { run, trial, from, to: Math.max(judged_to, last) }
}

async function lastLoad(
  database: Database,
  { architecture, workload }: CellName,
  { rate, where }: { rate: number; where: string },
): Promise<LoadRow | undefined> {
  const [load] = await database.rows<LoadRow>(
    `SELECT telling.*, min(began) AS first, max(began) + 1000 AS last
     FROM telling LEFT JOIN window_rates USING (run)
     WHERE architecture = $architecture AND workload = $workload AND ${where}
     GROUP BY ALL ORDER BY place DESC LIMIT 1`,
    { architecture, workload, rate },
  )
  return load
}

function inJudged({ run, trial, judged_from: from, judged_to: to, first, last }: LoadRow): Observed {
  return to - from >= readableMs ? { run, trial, from, to } : { run, trial, from: first, to: last }
}

/** Seconds of a ramp at most a tenth below the rate. */
const nearSql = `
  SELECT min(began) AS "from", max(began) AS "to" FROM window_rates
  WHERE run = $run AND began < $judgedTo AND offered <= $rate * 1.001 AND offered >= $rate * 0.9`
