import type { Slo } from '../plan/slo.ts'
import type { LoadRecord } from '../record/record.ts'
import type { Database } from './database.ts'
import { requestsSql, samplesSql, sentSql } from './samples-sql.ts'

/** Each request waits for 0 to so many milliseconds first. */
const jitter = 100

export interface SamplesSource {
  /** k6's CSV, gzipped. */
  readonly path: string
  readonly load: LoadRecord
  /** Of the plan. */
  readonly seed: number
}

/** A load whose samples are in the database. */
export interface ExaminedLoad {
  readonly load: LoadRecord
  /** When its schedule began, from the samples. */
  readonly startedAt: number
  readonly slo: Slo
}

/** Reads the samples of a load into the tables `samples`, `requests` and `sent`. Throws where the file cannot be read. */
export async function readSamples(database: Database, { path, load, seed }: SamplesSource): Promise<void> {
  await database.run(samplesSql, { file: path })
  await database.define(requestsSql)
  await database.define('DELETE FROM stages')
  for (const [position, { seconds, rate }] of load.stages.entries())
    await database.run('INSERT INTO stages VALUES ($position, $seconds, $rate)', { position, seconds, rate })
  await database.run(sentSql, { seed: seed + load.run, jitter })
}

/** When the schedule began, by the request with the lowest number; undefined where there is none. */
export async function startOfSchedule(database: Database): Promise<number | undefined> {
  const [row] = await database.rows<{ started: number | null }>(
    'SELECT arg_min(schedule_start, n) AS started FROM sent',
    {},
  )
  return row?.started ?? undefined
}
