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
  /** Of this trial within its cohort, from 1. */
  readonly number: number
  readonly stage: Stage
  readonly script: StageScript
  /** Known before it began, e.g. from the warm-up. */
  readonly warnings: readonly Warning[]
}

/** Runs a stage of a cell with readings recorded all through, and writes its record. */
export async function* runTrial(cell: Cell, request: TrialRequest): AsyncGenerator<TrialNews, TrialRecord> {
  const { cohort, architecture, workload, deployment, block, variant } = cell
  const id = [
    block,
    architecture.name,
    workload.name,
    request.stage,
    ...(variant ? [variant.name] : []),
  ].join('-')
  const readingsFile = `${id}.readings.ndjson.gz`
  const startedAt = Date.now()
  const loads: LoadRecord[] = []
  const warnings = [...request.warnings]
  const decided = deployment.decisions.length
  {
    await using recorder = recordReadings(deployment, join(cohort.folder, readingsFile))
    yield* request.script(async function* run({ kind, stages }) {
      const live = measureLoad(cell, { kind, stages, trial: id, recorder })
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
  const record: TrialRecord = {
    version: recordVersion,
    id,
    number: request.number,
    cohort: cohort.record,
    architecture,
    workload,
    stage: request.stage,
    ...(variant && { variant: published(variant) }),
    block,
    startedAt,
    endedAt: Date.now(),
    environment: deployment.environment,
    loads,
    decisions: deployment.decisions.slice(decided),
    warnings,
    readingsFile,
  }
  await writeJson(cohort.folder, `${id}.json`, record)
  return record
}
