import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Architecture } from '@telemark/architecture'
import { readReadings, readRecord, unreadable } from './read-record.ts'
import type { CohortRecord, EndRecord, TrialRecord, TrialWithReadings } from './record.ts'
import { cohortSchema, endSchema, trialSchema } from './schema.ts'

const endName = 'end.json'

/** All that a comparison has recorded. */
export interface Cohort {
  readonly cohort: CohortRecord
  /** In the order in which they were run. */
  readonly trials: readonly TrialWithReadings[]
  /** Absent where the comparison still runs, or was killed. */
  readonly end?: EndRecord
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
  const cohort = await readRecord<CohortRecord>(join(folder, 'cohort.json'), cohortSchema)
  const paths = names
    .filter(isTrial)
    .toSorted()
    .map((name) => join(folder, name))
  const trials = await Promise.all(paths.map((path) => readTrial(path, folder, cohort)))
  requireDistinct(trials, folder)
  return {
    cohort,
    trials: trials.toSorted((a, b) => a.startedAt - b.startedAt),
    ...(names.includes(endName) && {
      end: await readRecord<EndRecord>(join(folder, endName), endSchema),
    }),
  }
}

/** A copy would count twice. */
function requireDistinct(trials: readonly TrialRecord[], folder: string): void {
  const repeated = trials.find(
    ({ number }, index) => trials.findIndex((trial) => trial.number === number) < index,
  )
  if (repeated === undefined) return
  const same = trials.filter(({ number }) => number === repeated.number).map(({ id }) => id)
  throw new Error(
    `Cannot read ${folder}: each trial must be there once, and trial ${repeated.number} is in ${same.join(' and in ')}. Move the copy away.`,
  )
}

/** Outputs of a report may stand beside the records; a trial's file begins with its block. */
function isTrial(name: string): boolean {
  return /^\d+-.*\.json$/.test(name)
}

async function readTrial(path: string, folder: string, cohort: CohortRecord): Promise<TrialWithReadings> {
  const trial = await readRecord<TrialRecord>(path, trialSchema)
  if (`${trial.id}.json` !== basename(path))
    throw new Error(
      `Cannot read ${path}: it must be named by its id, ${trial.id}. Give it its name back, or move it away if it is a copy.`,
    )
  if (!isDeepStrictEqual(trial.cohort, cohort))
    throw new Error(
      `Cannot read ${path}: it must belong to the comparison of cohort.json beside it (${sayCohort(cohort)}), and says it belongs to that of ${sayCohort(trial.cohort)}. Different comparisons are not mixed: move it away.`,
    )
  const { architectures, workloads } = cohort.plan
  const isPlanned =
    architectures.some((architecture) => isArmOf(trial, architecture)) &&
    workloads.some((workload) => isDeepStrictEqual(workload, trial.workload))
  if (!isPlanned)
    throw new Error(
      `Cannot read ${path}: an architecture and a workload of the plan in cohort.json are required, and it has ${trial.architecture.name} under ${trial.workload.name}, which are not as planned. Restore the file, or move it away.`,
    )
  return { ...trial, readings: await readReadings(join(folder, trial.readingsFile)) }
}

/** An arm is one of the architectures, under a name that does not say which. */
function isArmOf({ architecture, variant }: TrialRecord, planned: Architecture): boolean {
  const expected = variant?.experiment === 'controls' ? { ...planned, name: architecture.name } : planned
  return isDeepStrictEqual(expected, architecture)
}

function sayCohort({ startedAt, commit }: CohortRecord): string {
  return `${new Date(startedAt).toISOString()}, commit ${commit.slice(0, 7)}`
}

function say(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.slice(0, 5).join(', ')
}
