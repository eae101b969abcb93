import { join } from 'node:path'
import { published } from '../plan/variant.ts'
import { recordReadings } from '../readings/recorder.ts'
import {
  type LoadRecord,
  recordVersion,
  type Stage,
  type TrialRecord,
  type Warning,
} from '../record/record.ts'
import { writeJson } from '../record/write-json.ts'
import { relay } from '../relay.ts'
import type { Cell } from './cell.ts'
import { type LoadRequest, measureLoad } from './measure-load.ts'
import { sayLoad, sayWindow } from './say.ts'

/** What a trial says besides its record: texts that the cohort dresses as events. */
export type TrialNews =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'notice'; readonly text: string }

/** Runs one load and says how it goes; given to the stages, which decide what comes next. */
export type Run = (request: Pick<LoadRequest, 'kind' | 'stages'>) => AsyncGenerator<TrialNews, LoadRecord>

/** The loads of a trial, one after another. */
export type StageScript = (run: Run) => AsyncGenerator<TrialNews, void>

export interface TrialRequest {
  /** Names its files; no other trial of the cohort has the same. */
  readonly id: string
  /** Of this trial within its cohort, from 1. */
  readonly number: number
  readonly stage: Stage
  readonly script: StageScript
  /** Known before it began, e.g. from the warm-up. */
  readonly warnings: readonly Warning[]
}

/** What became of a trial. */
export interface EndedTrial {
  /** Absent where no load was complete. */
  readonly record?: TrialRecord
  /** Why it ended early. */
  readonly failure?: { readonly cause: unknown }
}

/**
 * Runs a stage of a cell with readings recorded all through, and writes its record: also where it fails or is aborted, with the loads
 * that were complete by then. The load that was cut off is kept out, because nothing says what it would have shown.
 */
export async function* runTrial(cell: Cell, request: TrialRequest): AsyncGenerator<TrialNews, EndedTrial> {
  const { cohort, deployment } = cell
  const startedAt = Date.now()
  const measured: Measured = { loads: [], warnings: [...request.warnings] }
  const decided = deployment.decisions.length
  const failure = yield* failureOf(runLoads(cell, request, measured))
  if (failure !== undefined && measured.loads.length === 0) return { failure }
  const record: TrialRecord = {
    ...described(cell, request),
    startedAt,
    endedAt: Date.now(),
    environment: deployment.environment,
    loads: measured.loads,
    decisions: deployment.decisions.slice(decided),
    warnings: [...measured.warnings, ...(failure === undefined ? [] : [cutOff(request, measured)])],
    readingsFile: readingsFileOf(request),
    ...(failure && { interrupted: true }),
  }
  await writeJson(cohort.folder, `${record.id}.json`, record)
  return { record, ...(failure && { failure }) }
}

interface Measured {
  readonly loads: LoadRecord[]
  readonly warnings: Warning[]
}

/** The loads that the script asks for, each added to `measured` once it is complete. */
async function* runLoads(
  cell: Cell,
  request: TrialRequest,
  { loads, warnings }: Measured,
): AsyncGenerator<TrialNews, void> {
  await using recorder = recordReadings(cell.deployment, join(cell.cohort.folder, readingsFileOf(request)))
  yield* request.script(async function* run({ kind, stages }) {
    const live = measureLoad(cell, { kind, stages, trial: request.id, recorder })
    const measured = yield* relay(
      live,
      (window) => ({ kind: 'text', text: sayWindow(kind, window) }) as const,
    )
    loads.push(measured.load)
    warnings.push(...measured.warnings)
    yield { kind: 'notice', text: sayLoad(measured.load) }
    return measured.load
  })
}

async function* failureOf(
  news: AsyncGenerator<TrialNews, void>,
): AsyncGenerator<TrialNews, EndedTrial['failure']> {
  try {
    yield* news
    return undefined
  } catch (cause) {
    return { cause }
  }
}

function described(
  { cohort, architecture, workload, block, variant }: Cell,
  { id, number, stage }: TrialRequest,
) {
  const named = { version: recordVersion, id, number, cohort: cohort.record } as const
  return { ...named, architecture, workload, stage, block, ...(variant && { variant: published(variant) }) }
}

function readingsFileOf({ id }: TrialRequest): string {
  return `${id}.readings.ndjson.gz`
}

function cutOff({ id }: TrialRequest, { loads }: Measured): Warning {
  return {
    kind: 'interrupted',
    message: `${id} was cut off after ${loads.length} ${loads.length === 1 ? 'load' : 'loads'}: what ran then is not counted.`,
  }
}
