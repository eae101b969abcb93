import type { BenchEvent } from '../bench-event.ts'
import { inQuestion } from '../plan/in-question.ts'
import type { Plan } from '../plan/plan.ts'
import { profiles } from '../plan/profiles.ts'
import { isMixed, type Workload } from '../plan/workload.ts'
import type { Stage } from '../record/record.ts'
import {
  everyCell,
  everyRival,
  sizingSeconds,
  startSeconds,
  trialSeconds,
  type Visit,
  visitSeconds,
} from './agenda.ts'

/** How far a cohort is, and how long still. Bounds it by the plan's budget. */
export interface CohortClock {
  readonly estimatedSeconds: number
  /** What is still to do: visits that are decided, and stages that will be. */
  expect(visits: readonly Visit[], laterStages: readonly Later[]): void
  /** A trial, or the sizing, has ended. */
  finish(seconds: number, trials: number): void
  fits(seconds: number): boolean
  /** Whether `seconds` more than everything that is planned would fit too. */
  spares(seconds: number): boolean
  activity(text: string, cell: { readonly architecture?: string; readonly workload?: string }): BenchEvent
}

export interface Later {
  readonly trials: number
  readonly seconds: number
}

/** What is done of an architecture below the line. */
export const rivalStages: readonly Stage[] = ['ramp', 'probes']

/** Confirmations and stress are decided by what came before: their number is known beforehand, roughly. */
export function laterStages(plan: Plan): {
  readonly probes: Later
  readonly confirmations: Later
  readonly rivals: Later
  readonly stress: Later
} {
  const none = { trials: 0, seconds: 0 }
  if (profiles[plan.profile].schedule !== 'narrowing')
    return { probes: none, confirmations: none, rivals: none, stress: none }
  return {
    probes: total(plan, everyCell(plan, 'probes', 1)),
    confirmations: ofTheBest(plan, 'confirmation', plan.workloads),
    rivals: total(plan, everyRival(plan, rivalStages)),
    stress: ofTheBest(plan, 'stress', plan.workloads.filter(isMixed).slice(0, 1)),
  }
}

/** The best two of each workload, at worst in as many deployments as there are architectures. */
function ofTheBest(plan: Plan, stage: Stage, workloads: readonly Workload[]): Later {
  const architectures = inQuestion(plan.architectures).length
  const best = Math.min(2, architectures)
  const trials = best * workloads.length
  const starts = Math.min(architectures, trials)
  const trialsSeconds = workloads.reduce((sum, workload) => sum + trialSeconds(plan, { workload, stage }), 0)
  return { trials, seconds: starts * startSeconds + best * trialsSeconds }
}

function total(plan: Plan, visits: readonly Visit[]): Later {
  return {
    trials: visits.reduce((sum, { trials }) => sum + trials.length, 0),
    seconds: visits.reduce((sum, visit) => sum + visitSeconds(plan, visit), 0),
  }
}

export function createClock(plan: Plan, now: () => number = Date.now): CohortClock {
  const startedAt = now()
  const later = Object.values(laterStages(plan))
  const first = total(
    plan,
    everyCell(plan, profiles[plan.profile].schedule === 'originalTest' ? 'stress' : 'ramp', 1),
  )
  let done = 0
  let ahead = sum([{ trials: 0, seconds: sizingSeconds }, first, ...later])
  const elapsed = () => (now() - startedAt) / 1000
  return {
    estimatedSeconds: Math.min(ahead.seconds, plan.budgetSeconds),
    expect(visits, stages) {
      ahead = sum([total(plan, visits), ...stages])
    },
    finish(seconds, trials) {
      done += trials
      ahead = { trials: Math.max(0, ahead.trials - trials), seconds: Math.max(0, ahead.seconds - seconds) }
    },
    fits: (seconds) => elapsed() + seconds <= plan.budgetSeconds,
    spares: (seconds) => elapsed() + ahead.seconds + seconds <= plan.budgetSeconds,
    activity: (text, cell) => ({
      kind: 'activity',
      ...cell,
      text,
      done,
      total: done + ahead.trials,
      remainingSeconds: Math.round(Math.max(0, Math.min(ahead.seconds, plan.budgetSeconds - elapsed()))),
    }),
  }
}

function sum(parts: readonly Later[]): Later {
  return parts.reduce((a, b) => ({ trials: a.trials + b.trials, seconds: a.seconds + b.seconds }), {
    trials: 0,
    seconds: 0,
  })
}
