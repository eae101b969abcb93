import type { Deployment } from '@telemark/deployment'
import type { BenchEvent } from '../bench-event.ts'
import { restSeconds, trialSeconds } from '../plan/durations.ts'
import type { Variant } from '../plan/variant.ts'
import type { TrialRecord, Warning } from '../record/record.ts'
import { relay } from '../relay.ts'
import { type PlannedTrial, trialName, type Visit, variantOf } from './agenda.ts'
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
    const variant = variantOf(visit, planned)
    const seconds = trialSeconds(cohort.record.plan, { ...planned, variant })
    if (!clock.fits(seconds)) continue // said at the end, if it never comes to be
    if (visit.variant !== undefined) await clampFor(variant, deployment)
    const { workload } = planned
    const cell = { cohort, deployment, architecture, block, workload, ...(variant && { variant }) }
    const { record, failure } = yield* runPlanned(cell, { visit, planned, warnings, options })
    clock.finish(seconds, 1)
    if (record !== undefined) {
      options.trials.push(record)
      yield { kind: 'trial', record }
    }
    if (failure !== undefined) throw failure.cause
  }
}

/** What one trial has squeezed must not be so for the next, while one deployment stands. */
async function clampFor(variant: Variant | undefined, deployment: Deployment): Promise<void> {
  const { cpuShares } = variant ?? {}
  if (deployment.abilities.includes('clamp'))
    await deployment.clamp(cpuShares === undefined ? 'on' : { cpuShares })
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
    script: scriptOf(cell, planned, { trials, spare, fits }),
    warnings,
  })
  return relay(trial, (news): BenchEvent => {
    const text = cell.variant === undefined ? news.text : `${cell.variant.name}: ${news.text}`
    switch (news.kind) {
      case 'text':
        return clock.activity(text, names)
      case 'notice':
        return { kind: 'notice', ...names, text }
    }
  })
}

/** Of a trial that was cut off, the record stays: the next one of the same name is told from it. */
function unusedId(name: string, trials: readonly TrialRecord[]): string {
  const earlier = trials.filter(({ id }) => id === name || id.startsWith(`${name}.`)).length
  return earlier === 0 ? name : `${name}.${earlier + 1}`
}
