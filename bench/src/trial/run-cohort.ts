import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Platform } from '@telemark/deployment'
import type { BenchEvent } from '../bench-event.ts'
import type { Outputs } from '../load/outputs.ts'
import type { Plan } from '../plan/plan.ts'
import { profiles } from '../plan/profiles.ts'
import { standsElsewhere } from '../plan/stands-elsewhere.ts'
import { provenance } from '../record/provenance.ts'
import { type CohortRecord, recordVersion, type Sizing, type TrialRecord } from '../record/record.ts'
import { writeJson } from '../record/write-json.ts'
import { relay } from '../relay.ts'
import { type CalibrationOptions, calibrate } from '../sizing/calibrate.ts'
import { deriveSizing } from '../sizing/derive.ts'
import { sizeElsewhere } from '../sizing/size-elsewhere.ts'
import { everyCell, everyRival, sizingSeconds, type Visit, visitSeconds } from './agenda.ts'
import { createAttempts } from './attempts.ts'
import { type CohortClock, createClock, laterStages, rivalStages } from './clock.ts'
import { confirmations, secondBlock, stresses } from './contenders.ts'
import { recordEnd } from './record-end.ts'
import { runVisit, type VisitOptions } from './visit.ts'

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
  try {
    yield* recordEnd(runAll(plan, options), options)
  } catch (error) {
    if (!options.signal.aborted) throw error
  }
}

async function* runAll(
  plan: Plan,
  { platform, calibrateOn = platform, folder, signal, sources, outputs }: CohortOptions,
): AsyncGenerator<BenchEvent, void> {
  await mkdir(folder, { recursive: true })
  const machine = await platform.machine()
  const startedAt = Date.now()
  const clock = createClock(plan)
  yield { kind: 'planned', plan, machine, estimatedSeconds: clock.estimatedSeconds }
  if (machine.envelopes.kind === 'none')
    yield {
      kind: 'warning',
      warning: {
        kind: 'unconstrained',
        message: machine.envelopes.because,
      },
    }
  const nextRun = counter()
  const sizing = yield* size({ plan, platform: calibrateOn, machine, folder, signal, nextRun }, clock)
  const cohort: CohortRecord = {
    version: recordVersion,
    plan,
    machine,
    sizing,
    startedAt,
    ...(await provenance({ ...sources, k6: scripts })),
  }
  await writeJson(folder, 'cohort.json', cohort)
  yield { kind: 'sized', sizing, cohort }
  const trials: TrialRecord[] = []
  yield* stagesOf(plan, {
    cohort: { record: cohort, folder, signal, nextRun, ...(outputs && { outputs }) },
    platform,
    clock,
    trials,
  })
}

/** The first block's ramps give every cell a provisional result; what follows narrows, and leaves off where the budget ends. */
async function* stagesOf(plan: Plan, options: VisitOptions): AsyncGenerator<BenchEvent, void> {
  const { clock, trials } = options
  const { probes, confirmations: confirming, rivals, stress } = laterStages(plan)
  const attempts = createAttempts((visit) => runVisit(visit, options), options.cohort.signal)
  const run = async function* (visits: readonly Visit[], later: Parameters<CohortClock['expect']>[1]) {
    clock.expect(visits, later)
    for (const visit of visits) {
      const first = visit.trials.slice(0, 1)
      if (clock.fits(visitSeconds(plan, { ...visit, trials: first }))) yield* attempts.attempt(visit)
      else yield outOfTime(visit)
    }
    attempts.throwIfAllFailed()
  }
  switch (profiles[plan.profile].schedule) {
    case 'ramps':
      yield* run(everyCell(plan, 'ramp', 1), [])
      yield* run(everyRival(plan, ['ramp']), [])
      return
    case 'narrowing':
      yield* run(everyCell(plan, 'ramp', 1), [probes, confirming, rivals, stress])
      yield* run(everyCell(plan, 'probes', 1), [confirming, rivals, stress])
      yield* run(confirmations(plan, options.cohort.record.sizing, trials), [rivals, stress])
      yield* run(everyRival(plan, rivalStages), [stress])
      yield* run(stresses(plan, trials), [])
      for (const visit of secondBlock(plan, trials))
        if (clock.fits(visitSeconds(plan, visit))) yield* run([visit], [])
      return
    case 'originalTest':
      yield* run(
        [...everyCell(plan, 'stress', 1), ...everyRival(plan, ['stress'])].map((visit) => ({
          ...visit,
          tasks: 'autoscaled',
        })),
        [],
      )
  }
}

async function* size(options: CalibrationOptions, clock: CohortClock): AsyncGenerator<BenchEvent, Sizing> {
  const saying = (text: string) => clock.activity(`sizing: ${text}`, {})
  const sizing = standsElsewhere(options.plan)
    ? yield* relay(sizeElsewhere(options), saying)
    : deriveSizing(options.plan, options.machine, yield* relay(calibrate(options), saying))
  clock.finish(sizingSeconds, 0)
  return sizing
}

function outOfTime({ architecture, trials }: Visit): BenchEvent {
  const what = trials.map(({ workload, stage }) => `${stage} ${workload.name}`).join(', ')
  return {
    kind: 'warning',
    warning: {
      kind: 'budgetExhausted',
      message: `${architecture.name}: no time left within the budget for ${what}.`,
    },
  }
}

/** A run is one k6 process; 0 is nobody's. */
function counter(): () => number {
  let run = 0
  return () => ++run
}
