import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { analyse } from '../analysis/analyse.ts'
import { type Cohort, readCohort } from '../record/read-cohort.ts'
import { reportFiles } from '../report/report-files.ts'
import { canariesSql } from './canaries.ts'
import { cellFigures } from './cell-figures.ts'
import { cellsSql, readingsSql } from './cell-sql.ts'
import { type Database, openDatabase } from './database.ts'
import { examineLoad } from './examine.ts'
import { type Figure, isSaid, missing } from './figure.ts'
import { rebuiltFigures } from './rebuilt-figures.ts'
import { reportedCells } from './reported-cell.ts'
import { scheduleSql } from './schedule-sql.ts'
import { sealFigure } from './seal-figure.ts'
import { windowsSql } from './window-figures.ts'

/** Figures that belong together: of a load, of a cell, of the report, or of the records as a whole. */
export interface VerifiedPart {
  /** e.g. `run 39: baseline, mixed, probe 258/s` */
  readonly title: string
  readonly figures: readonly Figure[]
}

/**
 * Recomputes what the report in `folder` says from the raw samples: in SQL, and without the code that made the report. Yields each
 * part when it is done, loads first. Throws where there are no records; records that are damaged are a figure that is missing.
 */
export async function* verify(folder: string): AsyncGenerator<VerifiedPart, void> {
  const cohort = await readable(folder)
  if ('damage' in cohort) {
    yield { title: 'records', figures: [missing('records', 'all files', cohort.damage)] }
    return
  }
  yield { title: 'records', figures: [sealFigure(cohort.cohort), ...missingTrials(cohort)] }
  using database = await openDatabase()
  await database.define(`${scheduleSql}${windowsSql}${canariesSql}${cellsSql}`)
  yield* verifyLoads(database, folder, cohort)
  yield* verifyCells(database, folder, cohort)
  const findings = analyse(cohort.cohort, cohort.trials, cohort.end)
  yield { title: 'report', figures: await rebuiltFigures(folder, await reportFiles(findings, cohort.trials)) }
}

async function readable(folder: string): Promise<Cohort | { readonly damage: string }> {
  try {
    return await readCohort(folder)
  } catch (cause) {
    const names = await readdir(folder).catch((): string[] => [])
    if (!names.includes('cohort.json')) throw cause
    return { damage: cause instanceof Error ? cause.message : String(cause) }
  }
}

async function* verifyLoads(
  database: Database,
  folder: string,
  { trials }: Cohort,
): AsyncGenerator<VerifiedPart, void> {
  const loads = trials
    .flatMap((trial) => trial.loads.map((load) => ({ folder, trial, load })))
    .toSorted((a, b) => a.load.judgedFrom - b.load.judgedFrom)
  for (const [place, recorded] of loads.entries()) {
    const { trial, load } = recorded
    yield {
      title: `run ${load.run}: ${trial.architecture.name}, ${trial.workload.name}, ${load.kind} ${load.rate}/s`,
      figures: (await examineLoad(database, { ...recorded, place })).filter(isSaid),
    }
  }
}

async function* verifyCells(
  database: Database,
  folder: string,
  { trials }: Cohort,
): AsyncGenerator<VerifiedPart, void> {
  for (const { id, readingsFile } of trials)
    await database.run(readingsSql, { trial: id, file: join(folder, readingsFile) })
  const report = await readFile(join(folder, 'report.json'), 'utf8').catch(() => undefined)
  for (const cell of report === undefined ? [] : reportedCells(report))
    yield {
      title: `${cell.architecture}, ${cell.workload}`,
      figures: (await cellFigures(database, cell, trials)).filter(isSaid),
    }
}

/** Trials are numbered: one that is not there was measured and taken away. */
function missingTrials({ trials, end }: Cohort): readonly Figure[] {
  const numbers = new Set(trials.map(({ number }) => number))
  return Array.from({ length: Math.max(end?.trials ?? 0, ...numbers) }, (_, index) => index + 1)
    .filter((number) => !numbers.has(number))
    .map((number) => missing('records', `trial ${number}`, 'its record is not there'))
}
