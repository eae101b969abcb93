import type { BenchEvent } from '../bench-event.ts'
import { restSeconds, trialSeconds } from '../plan/durations.ts'
import type { TrialRecord, Warning } from '../record/record.ts'
import { relay } from '../relay.ts'
import { type PlannedTrial, trialName, type Visit } from './agenda.ts'
import type { Cell, CohortContext } from './cell.ts'
import type { CohortClock } from './clock.ts'
import { type EndedTrial, runTrial } from './run-trial.ts'
import { scriptOf } from './script-of.ts'
import type { StandingDeployment } from './standing.ts'

export interface VisitOptions {
  readonly cohort: CohortContext
  readonly clock: CohortClock
  readonly standing: StandingDeployment
  /** Every record of the cohort so far; the visit appends its own. */
  readonly trials: TrialRecord[]
}

/** Has the architecture stand, and runs the visit's trials as long as the budget lasts. Whatever fails, nothing is left standing. */
export async function* runVisit(visit: Visit, options: VisitOptions): AsyncGenerator<BenchEvent, void> {
  try {
    yield* trialsOf(visit, options)
  } catch (error) {
    await using _stopped = { [Symbol.asyncDispose]: () => options.standing.stop() }
    throw error
  }
}

async function* trialsOf(visit: Visit, options: VisitOptions): AsyncGenerator<BenchEvent, void> {
  const { cohort, clock, standing } = options
  const { architecture, block } = visit
  const { deployment, warnings } = yield* standing.ready(visit)
  for (const planned of visit.trials) {
    const seconds = trialSeconds(cohort.record.plan, planned, visit.variant)
    if (!clock.fits(seconds)) continue // said at the end, if it never comes to be
    const { workload } = planned
    const cell = { cohort, deployment, architecture, block, workload }
    const { record, failure } = yield* runPlanned(cell, { visit, planned, warnings, options })
    clock.finish(seconds, 1)
    if (record !== undefined) {
      options.trials.push(record)
      yield { kind: 'trial', record }
    }
    if (failure !== undefined) throw failure.cause
  }
}

interface PlannedOptions {
  readonly visit: Visit
  readonly planned: PlannedTrial
  readonly warnings: readonly Warning[]
  readonly options: VisitOptions
}

function runPlanned(
  cell: Cell,
  { visit, planned, warnings, options }: PlannedOptions,
): AsyncGenerator<BenchEvent, EndedTrial> {
  const { clock, trials } = options
  const names = { architecture: cell.architecture.name, workload: cell.workload.name }
  const spare = (seconds: number) => clock.spares(seconds + restSeconds)
  const fits = (seconds: number) => clock.fits(seconds + restSeconds)
  const trial = runTrial(cell, {
    id: unusedId(trialName(visit, planned), trials),
    number: Math.max(0, ...trials.map(({ number }) => number)) + 1,
    stage: planned.stage,
    ...(visit.variant && { variant: visit.variant }),
    script: scriptOf(
      cell,
      { ...planned, ...(visit.variant && { variant: visit.variant }) },
      { trials, spare, fits },
    ),
    warnings,
  })
  return relay(trial, (news): BenchEvent => {
    switch (news.kind) {
      case 'text':
        return clock.activity(news.text, names)
      case 'notice':
        return { ...names, ...news }
    }
  })
}

/** Of a trial that was cut off, the record stays: the next one of the same name is told from it. */
function unusedId(name: string, trials: readonly TrialRecord[]): string {
  const earlier = trials.filter(({ id }) => id === name || id.startsWith(`${name}.`)).length
  return earlier === 0 ? name : `${name}.${earlier + 1}`
}
