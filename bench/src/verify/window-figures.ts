import type { EndpointSummary } from '../record/record.ts'
import type { Answers } from './answers.ts'
import type { Database } from './database.ts'
import { compared, type Figure } from './figure.ts'
import type { ExaminedLoad } from './read-samples.ts'
import { summarySql } from './samples-sql.ts'

/** The seconds of all loads, kept for the cells. */
export const windowsSql = `
  CREATE OR REPLACE TEMP TABLE window_rates (run INTEGER, second INTEGER, began DOUBLE, offered DOUBLE);
  CREATE OR REPLACE TEMP TABLE window_answers (
    run INTEGER, second INTEGER, endpoint VARCHAR, attempts DOUBLE, failures DOUBLE, timeouts DOUBLE,
    p50Ms DOUBLE, p95Ms DOUBLE, p99Ms DOUBLE, p999Ms DOUBLE, maxMs DOUBLE
  );
`

/** Keeps the load second by second, by the moment of the answer, and compares that with the record's windows. */
export async function windowFigures(database: Database, examined: ExaminedLoad): Promise<readonly Figure[]> {
  const { load } = examined
  await keepWindows(database, examined)
  const rates = await database.rows<{ began: number; offered: number }>(
    'SELECT began, offered FROM window_rates WHERE run = $run ORDER BY second',
    { run: load.run },
  )
  const answers = await database.rows<Omit<Answers, 'statuses'> & { second: number }>(
    'SELECT * FROM window_answers WHERE run = $run',
    { run: load.run },
  )
  const found = new Map(answers.map((answer) => [`${answer.second} ${answer.endpoint}`, answer]))
  const agreeing = load.windows.filter(
    ({ at, offeredRate, endpoints }, second) =>
      rates[second]?.began === at &&
      rates[second].offered === offeredRate &&
      endpoints.every((summary) => isSame(summary, found.get(`${second} ${summary.endpoint}`))),
  )
  const subject = `run ${load.run}`
  return [
    compared({ subject, name: 'seconds' }, load.windows.length, rates.length),
    compared({ subject, name: 'seconds whose every figure agrees' }, load.windows.length, agreeing.length),
  ]
}

async function keepWindows(database: Database, { load: { run }, startedAt }: ExaminedLoad): Promise<void> {
  await database.run(
    `CREATE OR REPLACE TEMP TABLE by_second AS
       SELECT *, $run::INTEGER AS run, greatest(0, floor((ended_at - $startedAt) / 1000))::INTEGER AS second FROM sent`,
    { run, startedAt },
  )
  await database.define(
    `INSERT INTO window_answers BY NAME ${summarySql('by_second', 'run, second, endpoint')}`,
  )
  await database.run(
    `INSERT INTO window_rates
       SELECT $run, second, $startedAt + second * 1000, round(rate_at(second + 0.5))
       FROM (SELECT unnest(range(0, (SELECT max(second) + 1 FROM by_second)))::INTEGER AS second)`,
    { run, startedAt },
  )
}

function isSame(
  { attempts, failures, timeouts, latency }: EndpointSummary,
  found: Omit<Answers, 'statuses'> | undefined,
): boolean {
  if (found === undefined) return attempts === 0
  return (
    attempts === found.attempts &&
    failures === found.failures &&
    timeouts === found.timeouts &&
    (['p50Ms', 'p95Ms', 'p99Ms', 'p999Ms', 'maxMs'] as const).every(
      (name) => (latency?.[name] ?? null) === found[name],
    )
  )
}
