import { isDeepStrictEqual } from 'node:util'
import type { Deployment } from '@telemark/deployment'
import type { BenchEvent } from '../bench-event.ts'
import { leastSeconds, sizingSeconds } from '../plan/durations.ts'
import type { Variant } from '../plan/variant.ts'
import { CannotResume } from '../record/cannot-resume.ts'
import { changed, differences } from '../record/differences.ts'
import { lastRun } from '../record/last-run.ts'
import { type Cohort, readCohort } from '../record/read-cohort.ts'
import type { EndRecord, TrialRecord } from '../record/record.ts'
import { checkSeal } from '../record/seal.ts'
import type { Visit } from './agenda.ts'
import { type CohortClock, createClock } from './clock.ts'
import { measureCells } from './measure-cells.ts'
import { recordEnd } from './record-end.ts'
import { type CohortOptions, counter, provenanceOf } from './run-cohort.ts'
import { codeOfBench } from './sealed-plan.ts'

export interface ResumeOptions extends CohortOptions {
  /** How long this part may take; what is left of the plan's budget where it is left out. */
  readonly budgetSeconds?: number
}

/**
 * Goes on with the cohort in `options.folder`, by its own plan, sizing and seed: what is recorded is not measured again, and run
 * numbers continue. Throws `CannotResume` where what would be measured now does not belong to it, or there is no time; otherwise as
 * `runCohort`.
 */
export async function* resumeCohort(options: ResumeOptions): AsyncGenerator<BenchEvent, void> {
  const { folder, signal } = options
  const found = await readCohort(folder)
  await requireSame(found, options)
  const clock = clockFor(found, options)
  const before = {
    trials: found.trials.length,
    warnings: lasting(found.end),
    resumed: (found.end?.resumed ?? 0) + 1,
  }
  try {
    yield* recordEnd(goOn(found, options, clock), {
      folder,
      signal,
      elapsedSeconds: clock.elapsedSeconds,
      before,
    })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

async function* goOn(
  { cohort, trials: recorded }: Cohort,
  { platform, folder, signal }: ResumeOptions,
  clock: CohortClock,
): AsyncGenerator<BenchEvent, void> {
  yield {
    kind: 'resumed',
    cohort,
    trials: recorded.length,
    elapsedSeconds: clock.elapsedSeconds(),
    budgetSeconds: Math.round(clock.secondsLeft()),
  }
  const nextRun = counter(await lastRun(folder))
  const trials: TrialRecord[] = recorded.map(({ readings: _, ...trial }) => trial)
  yield* measureCells(cohort.plan, {
    cohort: { record: cohort, folder, signal, nextRun },
    platform,
    clock,
    trials,
    check: (visit, deployment) => requireSameSettings(visit, deployment, { folder, recorded }),
  })
}

/** Seconds that the earlier parts took; of one that was killed, until its last record. */
export function elapsedOf({ cohort, trials, end }: Cohort): number {
  if (end?.elapsedSeconds !== undefined) return end.elapsedSeconds
  const lastAt = Math.max(cohort.startedAt + sizingSeconds * 1000, ...trials.map(({ endedAt }) => endedAt))
  return (lastAt - cohort.startedAt) / 1000
}

function clockFor(found: Cohort, { folder, budgetSeconds }: ResumeOptions): CohortClock {
  const { plan } = found.cohort
  const seconds = elapsedOf(found)
  const clock = createClock(plan, {
    before: { seconds, trials: found.trials.length },
    ...(budgetSeconds !== undefined && { budgetSeconds }),
  })
  const least = leastSeconds(plan) - sizingSeconds
  if (clock.secondsLeft() < least)
    throw new CannotResume(
      folder,
      `${least} s at least are required for one more visit`,
      budgetSeconds === undefined
        ? `${Math.round(Math.max(0, plan.budgetSeconds - seconds))} s left of its budget of ${plan.budgetSeconds} s`
        : `a budget of ${budgetSeconds} s`,
      'Give it more time, such as --budget 10m.',
    )
  return clock
}

/** The code, the machine, and the seal. */
async function requireSame({ cohort }: Cohort, options: ResumeOptions): Promise<void> {
  const { folder, platform, sources } = options
  const refuse = (required: string, found: string) => {
    throw new CannotResume(
      folder,
      required,
      found,
      'Measure it anew with `telemark compare`, or resume where it was measured.',
    )
  }
  if (checkSeal(cohort) === 'broken')
    refuse('the plan that was sealed is required', 'cohort.json, which was changed afterwards')
  const { commit, hashes } = await provenanceOf(sources)
  const now = { machine: await platform.machine(), commit, hashes, code: await codeOfBench() }
  const different = differences(cohort, now)
  if (different.length > 0)
    refuse('the same code, machine, kernel and versions as before are required', different.join('; '))
}

/** Versions and effective settings are known once a deployment stands. */
function requireSameSettings(
  { architecture, variant }: Visit,
  { environment }: Deployment,
  { folder, recorded }: { readonly folder: string; readonly recorded: readonly TrialRecord[] },
): void {
  const same = recorded.find(
    (trial) =>
      trial.architecture.name === architecture.name &&
      isDeepStrictEqual(setUpBy(trial), setUpBy({ variant })),
  )
  if (same === undefined) return
  const different = changed('', same.environment, environment)
  if (different.length > 0)
    throw new CannotResume(
      folder,
      `the same versions and settings of ${architecture.name} as before are required`,
      different.join('; '),
      'Measure it anew with `telemark compare`.',
    )
}

/** In what a variant is set up differently; what is done to it while it stands shows in no setting. */
function setUpBy({ variant }: { readonly variant?: Variant | undefined }) {
  const { sizes, fleet, tuning, compression, vcpuFactor } = variant ?? {}
  return { sizes, fleet, tuning, compression, vcpuFactor }
}

/** Doubts that more time removes are said again at the end, if they still hold. */
function lasting(end: EndRecord | undefined): EndRecord['warnings'] {
  return (end?.warnings ?? []).filter(({ kind }) => kind !== 'budgetExhausted' && kind !== 'visitFailed')
}
