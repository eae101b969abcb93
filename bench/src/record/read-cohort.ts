import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Reading } from '@telemark/deployment'
import { type CohortRecord, recordVersion, type TrialRecord, type TrialWithReadings } from './record.ts'

/** All that a comparison has recorded. */
export interface Cohort {
  readonly cohort: CohortRecord
  /** In the order in which they were run. */
  readonly trials: readonly TrialWithReadings[]
}

/** Reads back what a cohort wrote. Throws an error that names the file if one is missing, unreadable or foreign. */
export async function readCohort(folder: string): Promise<Cohort> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw unreadable(folder, 'a folder of records is required', cause)
  })
  if (!names.includes('cohort.json'))
    throw new Error(
      `Cannot read ${folder}: it must hold cohort.json, and has ${say(names)}. Give a folder that \`telemark compare\` wrote.`,
    )
  const cohort = await readRecord<CohortRecord>(join(folder, 'cohort.json'), ['plan', 'machine', 'sizing'])
  const trialNames = names.filter(isTrial).toSorted()
  const trials = await Promise.all(trialNames.map((name) => readTrial(folder, name)))
  return { cohort, trials: trials.toSorted((a, b) => a.startedAt - b.startedAt) }
}

/** Outputs of a report may stand beside the records; a trial's file begins with its block. */
function isTrial(name: string): boolean {
  return /^\d+-.*\.json$/.test(name)
}

async function readTrial(folder: string, name: string): Promise<TrialWithReadings> {
  const trial = await readRecord<TrialRecord>(join(folder, name), [
    'architecture',
    'workload',
    'stage',
    'loads',
    'readingsFile',
  ])
  return { ...trial, readings: await readReadings(join(folder, trial.readingsFile)) }
}

async function readRecord<T extends { readonly version: number }>(
  path: string,
  required: readonly (keyof T & string)[],
): Promise<T> {
  const record: unknown = await readJson(path)
  if (typeof record !== 'object' || record === null || !('version' in record))
    throw new Error(
      `Cannot read ${path}: a record with a version is required, and it has none. Is it Telemark's? Move it away, or give another folder.`,
    )
  if (record.version !== recordVersion)
    throw new Error(
      `Cannot read ${path}: version ${recordVersion} is required, it has ${record.version}. Report it with the Telemark that wrote it.`,
    )
  const missing = required.filter((field) => !(field in record))
  if (missing.length > 0)
    throw new Error(
      `Cannot read ${path}: ${missing.join(', ')} must be there. Move the file away, or run the comparison again.`,
    )
  return record as unknown as T
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw unreadable(path, 'a JSON record is required', cause)
  }
}

async function readReadings(path: string): Promise<readonly Reading[]> {
  try {
    const text = (await promisify(gunzip)(await readFile(path))).toString('utf8')
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Reading)
  } catch (cause) {
    throw unreadable(path, 'gzipped readings, one JSON a line, are required', cause)
  }
}

function unreadable(path: string, required: string, cause: unknown): Error {
  return new Error(
    `Cannot read ${path}: ${required}; found: ${sayFound(cause)}. Restore the file, move it away, or give another folder.`,
    { cause },
  )
}

function sayFound(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return 'code' in cause && cause.code === 'ENOENT' ? 'nothing is there' : cause.message
}

function say(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.slice(0, 5).join(', ')
}
