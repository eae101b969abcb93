import { answersIn } from './answers.ts'
import { canaryFigures } from './canaries.ts'
import type { Database } from './database.ts'
import { endpointFigures } from './endpoint-figures.ts'
import { compared, type Figure, isContradicted, moments, notVerifiable } from './figure.ts'
import { type Judged, judgedIntervals } from './judged-interval.ts'
import type { ExaminedLoad } from './read-samples.ts'
import { resultFigure } from './result-figure.ts'
import { slowFigures } from './slow-figures.ts'
import { thirdFigures } from './third-figures.ts'
import { witnessFigures } from './witness-figures.ts'

/** The figures of a load's judged interval, from the tables of `readSamples`. */
export async function loadFigures(database: Database, examined: ExaminedLoad): Promise<readonly Figure[]> {
  const { load } = examined
  const subject = `run ${load.run}`
  const judged = await judgedFigures(database, examined)
  const [counts] = await database.rows<Counts>(countsSql, {})
  return [
    ...judged,
    compared({ subject, name: 'dropped' }, load.droppedIterations, counts?.dropped ?? 0),
    compared({ subject, name: 'acknowledged' }, load.audit.acknowledged, counts?.acknowledged ?? 0),
    notVerifiable(
      subject,
      'stored, lost, duplicated, phantom, completion',
      'the database said it, and it is gone',
    ),
  ]
}

interface Counts {
  readonly dropped: number
  readonly acknowledged: number
}

/** One event a request number, also where two rows say so; canaries have numbers of their own. */
const countsSql = `
  SELECT
    (SELECT coalesce(sum(value), 0)::DOUBLE FROM samples WHERE metric = 'dropped_iterations') AS dropped,
    (
      SELECT count(DISTINCT (endpoint, n))::DOUBLE FROM requests
      WHERE endpoint IN ('write', 'canaryWrite') AND status BETWEEN 200 AND 299
    ) AS acknowledged`

/** Of several intervals that round to the recorded one, that which agrees; if none does, the first. */
async function judgedFigures(database: Database, examined: ExaminedLoad): Promise<readonly Figure[]> {
  let first: readonly Figure[] = []
  for (const judged of await judgedIntervals(database, examined)) {
    const figures = await figuresIn(database, examined, judged)
    if (!figures.some(isContradicted)) return figures
    if (first.length === 0) first = figures
  }
  return first
}

async function figuresIn(
  database: Database,
  { load, startedAt, slo }: ExaminedLoad,
  judged: Judged,
): Promise<readonly Figure[]> {
  const subject = `run ${load.run}`
  const found = await answersIn(database, load, judged)
  const seconds = ((judged.from + judged.to) / 2 - startedAt) / 1000
  const [offered] = await database.rows<{ rate: number }>('SELECT round(rate_at($seconds)) AS rate', {
    seconds,
  })
  return [
    compared({ subject, name: 'judged from', unit: 'ms' }, load.judgedFrom, Math.round(judged.from)),
    compared({ subject, name: 'judged to', unit: 'ms' }, load.judgedTo, Math.round(judged.to)),
    compared({ subject, name: 'offered rate', unit: '/s' }, load.rate, offered?.rate),
    ...endpointFigures(subject, load.endpoints, found.answers),
    ...(await slowFigures(database, load, slo)),
    ...canaryFigures(subject, load.freshness ?? [], found.canaries),
    ...(await witnessFigures(database, load)),
    ...(await thirdFigures(database, load, judged)),
    resultFigure(load, found, slo),
    compared(
      { subject, name: 'lateness p99', unit: 'ms', tolerance: moments },
      load.latenessP99Ms,
      found.latenessP99Ms,
    ),
  ]
}
