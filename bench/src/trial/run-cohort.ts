import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Machine, Platform } from '@telemark/deployment'
import type { BenchEvent } from '../bench-event.ts'
import type { Outputs } from '../load/outputs.ts'
import { sizingSeconds } from '../plan/durations.ts'
import type { Plan } from '../plan/plan.ts'
import { putsOnTrial } from '../plan/puts-on-trial.ts'
import { standsElsewhere } from '../plan/stands-elsewhere.ts'
import { provenance } from '../record/provenance.ts'
import { type CohortRecord, recordVersion, type Sizing, type TrialRecord } from '../record/record.ts'
import { sealed } from '../record/seal.ts'
import { writeJson } from '../record/write-json.ts'
import { relay } from '../relay.ts'
import { type CalibrationOptions, calibrate } from '../sizing/calibrate.ts'
import { deriveSizing } from '../sizing/derive.ts'
import { sizeElsewhere } from '../sizing/size-elsewhere.ts'
import { type CohortClock, createClock } from './clock.ts'
import { sealControls } from './experiments/sealed-controls.ts'
import { measureCells } from './measure-cells.ts'
import { recordEnd } from './record-end.ts'
import { sealedPlan } from './sealed-plan.ts'

/** Where a cohort is measured and kept. */
export interface CohortOptions {
  readonly platform: Platform
  /** Where the null service is started that the generator is calibrated against; `platform`, where it is left out. */
  readonly calibrateOn?: Platform
  /** Where records go; created if it is not there. */
  readonly folder: string
  /** Ends the cohort at any moment: everything is stopped, records so far are kept, and the iteration ends normally. */
  readonly signal: AbortSignal
  /** Folders whose content must be the same for two cohorts to be compared, e.g. the service's source, by name. */
  readonly sources: Readonly<Record<string, string>>
  /** Where k6 writes the samples of the loads that are measured besides. */
  readonly outputs?: Outputs
}

const scripts = dirname(new URL('../../k6/workload.ts', import.meta.url).pathname)

/**
 * Sizes, then runs `plan` within its budget, and says all that happens. Records are written as trials end. Leaving the
 * iteration early stops everything too. A visit that fails is a warning; throws if all do, if the sizing does, or if a record
 * cannot be written.
 */
export async function* runCohort(plan: Plan, options: CohortOptions): AsyncGenerator<BenchEvent, void> {
  const clock = createClock(plan)
  try {
    yield* recordEnd(runAll(plan, options, clock), { ...options, elapsedSeconds: clock.elapsedSeconds })
  } catch (error) {
    if (!options.signal.aborted) throw error
  }
}

async function* runAll(
  plan: Plan,
  options: CohortOptions,
  clock: CohortClock,
): AsyncGenerator<BenchEvent, void> {
  const { platform, folder, signal, outputs } = options
  await mkdir(folder, { recursive: true })
  const machine = await platform.machine()
  yield { kind: 'planned', plan, machine, estimatedSeconds: clock.estimatedSeconds }
  if (machine.envelopes.kind === 'none')
    yield { kind: 'warning', warning: { kind: 'unconstrained', message: machine.envelopes.because } }
  const nextRun = counter(0)
  const cohort = yield* decide(plan, { ...options, machine, nextRun, clock })
  const trials: TrialRecord[] = []
  const context = { record: cohort, folder, signal, nextRun, ...(outputs && { outputs }) }
  yield* measureCells(plan, { cohort: context, platform, clock, trials })
}

interface Deciding extends CohortOptions {
  readonly machine: Machine
  readonly nextRun: () => number
  readonly clock: CohortClock
}

/** Sizes, then seals and records all that is decided before the first probe. */
async function* decide(plan: Plan, options: Deciding): AsyncGenerator<BenchEvent, CohortRecord> {
  const { platform, calibrateOn = platform, machine, folder, signal, sources, nextRun, clock } = options
  const startedAt = Date.now()
  const sizing = yield* size({ plan, platform: calibrateOn, machine, folder, signal, nextRun }, clock)
  const controls = putsOnTrial(plan) ? await sealControls(plan, folder) : undefined
  const cohort = sealed({
    version: recordVersion,
    plan,
    machine,
    sizing,
    startedAt,
    ...(await provenanceOf(sources)),
    sealed: await sealedPlan({ plan, sizing }, platform, signal),
    ...(controls && { controls }),
  })
  await writeJson(folder, 'cohort.json', cohort)
  yield { kind: 'sized', sizing, cohort }
  return cohort
}

async function* size(options: CalibrationOptions, clock: CohortClock): AsyncGenerator<BenchEvent, Sizing> {
  const saying = (text: string) => clock.activity(`sizing: ${text}`, {})
  const sizing = standsElsewhere(options.plan)
    ? yield* relay(sizeElsewhere(options), saying)
    : deriveSizing(options.plan, options.machine, yield* relay(calibrate(options), saying))
  clock.finish(sizingSeconds, 0)
  return sizing
}

/** Of the k6 scripts too. */
export function provenanceOf(sources: CohortOptions['sources']) {
  return provenance({ ...sources, k6: scripts })
}

/** A run is one k6 process; 0 is nobody's. */
export function counter(last: number): () => number {
  let run = last
  return () => ++run
}
