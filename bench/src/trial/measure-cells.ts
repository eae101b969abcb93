import type { Platform } from '@telemark/deployment'
import type { BenchEvent } from '../bench-event.ts'
import type { Plan } from '../plan/plan.ts'
import type { TrialRecord } from '../record/record.ts'
import { trialName, type Visit, visitSeconds } from './agenda.ts'
import { amountOf, decidedLater, sumOf } from './amount.ts'
import { createAttempts } from './attempts.ts'
import type { CohortClock } from './clock.ts'
import { type Next, nextVisit, unfinished } from './next-visit.ts'
import type { Progress } from './passes.ts'
import { type PrepareOptions, prepare } from './prepare.ts'
import { createStanding, type StandingDeployment } from './standing.ts'
import { runVisit } from './visit.ts'

export interface MeasureOptions extends PrepareOptions {
  readonly platform: Platform
  readonly clock: CohortClock
  /** Every record of the cohort so far; new ones are appended. */
  readonly trials: TrialRecord[]
}

/** By then people want to know where it stands, whatever is still missing. */
const provisionalSeconds = 7 * 60

/** One visit after another, each decided by what is recorded by then, until the budget ends or nothing is left to do. */
export async function* measureCells(plan: Plan, options: MeasureOptions): AsyncGenerator<BenchEvent, void> {
  const { cohort, clock, trials } = options
  await using standing = createStanding((visit) => prepare(visit, options))
  const attempts = createAttempts(
    (visit) => runVisit(visit, { cohort, clock, standing, trials }),
    cohort.signal,
  )
  const tried: Tried = { all: new Set(), failed: new Set() }
  const progress = (excused: ReadonlySet<string>) => progressOf(options, excused, standing)
  const speak = provisionalTold(plan, clock)
  const decide = () => nextVisit(plan, progress(tried.all))
  for (let next = decide(); next !== undefined; next = decide()) {
    if (next.isFirstPassOver) attempts.throwIfAllFailed()
    clock.expect(ahead(plan, next, progress(tried.all)))
    yield* speak(next)
    yield* noting(attempts.attempt(next.visit), next.visit, tried)
  }
  attempts.throwIfAllFailed()
  for (const visit of unfinished(plan, progress(tried.failed))) yield outOfTime(visit)
}

/** Names of trials that are not tried again; of these, `failed` are said to be so, and the others were begun too late. */
interface Tried {
  readonly all: Set<string>
  readonly failed: Set<string>
}

async function* noting(
  events: AsyncGenerator<BenchEvent, void>,
  visit: Visit,
  { all, failed }: Tried,
): AsyncGenerator<BenchEvent, void> {
  const names = visit.trials.map((trial) => trialName(visit, trial))
  for (const name of names) all.add(name)
  for await (const event of events) {
    if (event.kind === 'warning' && event.warning.kind === 'visitFailed')
      for (const name of names) failed.add(name)
    yield event
  }
}

function progressOf(
  { cohort, clock, trials }: MeasureOptions,
  excused: ReadonlySet<string>,
  { visited }: StandingDeployment,
): Progress {
  const recorded = new Set(
    trials.filter(({ interrupted }) => !interrupted).map((trial) => trialName(trial, trial)),
  )
  return {
    sizing: cohort.record.sizing,
    trials,
    isDone: (trial) => recorded.has(trial) || excused.has(trial),
    secondsLeft: clock.secondsLeft(),
    ...(visited && { standing: visited }),
  }
}

function ahead(plan: Plan, { isFirstPassOver }: Next, progress: Progress) {
  const promised = amountOf(plan, unfinished(plan, progress))
  return isFirstPassOver ? promised : sumOf([promised, decidedLater(plan)])
}

/** Says when there is a provisional result: once every cell was looked at, and before that where it takes too long. */
function provisionalTold(plan: Plan, clock: CohortClock) {
  let told: 'nothing' | 'early' | 'all' = 'nothing'
  return function* ({ visit, isFirstPassOver }: Next): Generator<BenchEvent, void> {
    const elapsedSeconds = clock.elapsedSeconds()
    const isEarly = !isFirstPassOver
    const isDue = elapsedSeconds + visitSeconds(plan, visit) > provisionalSeconds
    if (told === 'all' || (isEarly && (told === 'early' || !isDue))) return
    told = isEarly ? 'early' : 'all'
    yield { kind: 'provisional', elapsedSeconds, isEarly }
  }
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
