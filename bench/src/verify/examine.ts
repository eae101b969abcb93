import { join } from 'node:path'
import { sloOf } from '../plan/slo-of.ts'
import { type LoadRecord, rises, type TrialRecord } from '../record/record.ts'
import type { Database } from './database.ts'
import { compared, type Figure, missing } from './figure.ts'
import { loadFigures } from './load-figures.ts'
import { readSamples, startOfSchedule } from './read-samples.ts'
import { windowFigures } from './window-figures.ts'

export interface RecordedLoad {
  readonly folder: string
  readonly trial: TrialRecord
  readonly load: LoadRecord
  /** Of the load within the cohort, in the order of the judged intervals. */
  readonly place: number
}

/** The figures of one load; what its cell needs of it stays in the database. */
export async function examineLoad(database: Database, recorded: RecordedLoad): Promise<readonly Figure[]> {
  const { folder, trial, load } = recorded
  const { plan } = trial.cohort
  const subject = `run ${load.run}`
  try {
    await readSamples(database, { path: join(folder, load.samplesFile), load, seed: plan.seed })
  } catch (cause) {
    await keepLoad(database, recorded, load.judgedFrom)
    return [missing(subject, load.samplesFile, sayUnread(cause))]
  }
  const startedAt = await startOfSchedule(database)
  await keepLoad(database, recorded, startedAt ?? load.judgedFrom)
  if (startedAt === undefined) return [compared({ subject, name: 'attempts' }, attemptsOf(load), 0)]
  const examined = { load, startedAt, slo: sloOf(plan, trial.workload) }
  const figures = await loadFigures(database, examined)
  await database.run(
    'INSERT INTO answers BY NAME SELECT $run::INTEGER AS run, endpoint, attempts, p99Ms FROM judged_summary',
    { run: load.run },
  )
  await database.run('INSERT INTO canaries BY NAME SELECT $run::INTEGER AS run, * FROM judged_canaries', {
    run: load.run,
  })
  return [...figures, ...(await windowFigures(database, examined))]
}

/** What the report says of it even where its samples are gone. */
async function keepLoad(
  database: Database,
  { trial, load, place }: RecordedLoad,
  started: number,
): Promise<void> {
  await database.run(
    `INSERT INTO loads VALUES (
      $place, $run, $trial, $architecture, $workload, $block, $variant,
      $kind, $rising, $rate, $held, $result, $from, $to, $started
    )`,
    {
      place,
      run: load.run,
      trial: trial.id,
      architecture: trial.architecture.name,
      workload: trial.workload.name,
      block: trial.block,
      variant: trial.variant?.name ?? null,
      kind: load.kind,
      rising: rises(load.kind),
      rate: load.rate,
      held: load.heldRate ?? null,
      result: load.result.kind,
      from: load.judgedFrom,
      to: load.judgedTo,
      started,
    },
  )
}

function attemptsOf({ endpoints }: LoadRecord): number {
  return endpoints.reduce((sum, { attempts }) => sum + attempts, 0)
}

function sayUnread(cause: unknown): string {
  const [line = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
  return line
}
