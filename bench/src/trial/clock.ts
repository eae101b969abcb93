import type { BenchEvent } from '../bench-event.ts'
import { sizingSeconds } from '../plan/durations.ts'
import type { Plan } from '../plan/plan.ts'
import { type Amount, amountOf, decidedLater, sumOf } from './amount.ts'
import { unfinished } from './next-visit.ts'

/** How far a cohort is, and how long still. Bounds it by its budget. */
export interface CohortClock {
  readonly estimatedSeconds: number
  /** Since the cohort began; time between its parts left out. */
  elapsedSeconds(): number
  /** Until the budget ends. */
  secondsLeft(): number
  /** What is still to do. */
  expect(ahead: Amount): void
  /** A trial, or the sizing, has ended. */
  finish(seconds: number, trials: number): void
  fits(seconds: number): boolean
  /** Whether `seconds` more than everything that is planned would fit too. */
  spares(seconds: number): boolean
  activity(text: string, cell: { readonly architecture?: string; readonly workload?: string }): BenchEvent
}

export interface ClockOptions {
  readonly now?: () => number
  /** What earlier parts of the cohort have done. */
  readonly before?: { readonly seconds: number; readonly trials: number }
  /** Of this part; what is left of the plan's where it is left out. */
  readonly budgetSeconds?: number
}

export function createClock(plan: Plan, options: ClockOptions = {}): CohortClock {
  const { now = Date.now, before = { seconds: 0, trials: 0 } } = options
  const budgetSeconds = options.budgetSeconds ?? plan.budgetSeconds - before.seconds
  const startedAt = now()
  let done = before.trials
  let ahead = beforehand(plan)
  const elapsed = () => (now() - startedAt) / 1000
  return {
    estimatedSeconds: Math.min(ahead.seconds, budgetSeconds),
    elapsedSeconds: () => before.seconds + elapsed(),
    secondsLeft: () => budgetSeconds - elapsed(),
    expect(amount) {
      ahead = amount
    },
    finish(seconds, trials) {
      done += trials
      ahead = { trials: Math.max(0, ahead.trials - trials), seconds: Math.max(0, ahead.seconds - seconds) }
    },
    fits: (seconds) => elapsed() + seconds <= budgetSeconds,
    spares: (seconds) => elapsed() + ahead.seconds + seconds <= budgetSeconds,
    activity: (text, cell) => ({
      kind: 'activity',
      ...cell,
      text,
      done,
      total: done + ahead.trials,
      remainingSeconds: Math.round(Math.max(0, Math.min(ahead.seconds, budgetSeconds - elapsed()))),
    }),
  }
}

/** All that is promised before anything is known. */
function beforehand(plan: Plan): Amount {
  const nothingKnown = {
    sizing: { generatorCeiling: 0 },
    trials: [],
    isDone: () => false,
    secondsLeft: Number.POSITIVE_INFINITY,
  }
  return sumOf([
    { trials: 0, seconds: sizingSeconds },
    amountOf(plan, unfinished(plan, nothingKnown)),
    decidedLater(plan),
  ])
}
