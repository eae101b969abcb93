import { startSeconds, trialSeconds } from '../plan/durations.ts'
import { inQuestion } from '../plan/in-question.ts'
import type { Plan } from '../plan/plan.ts'
import { profiles } from '../plan/profiles.ts'
import { isMixed, type Workload } from '../plan/workload.ts'
import type { Stage } from '../record/record.ts'
import { allCells, type Visit, visitSeconds } from './agenda.ts'

/** How many trials, and how long they take with the starts of their deployments. */
export interface Amount {
  readonly trials: number
  readonly seconds: number
}

const nothing: Amount = { trials: 0, seconds: 0 }

export function amountOf(plan: Plan, visits: readonly Visit[]): Amount {
  return sumOf(visits.map((visit) => ({ trials: visit.trials.length, seconds: visitSeconds(plan, visit) })))
}

/** Confirmations and stress are decided by what came before: until every cell was looked at their number is known roughly. */
export function decidedLater(plan: Plan): Amount {
  if (plan.hold !== undefined) return nothing
  switch (profiles[plan.profile].schedule) {
    case 'narrowing':
      return sumOf([ofTheBest(plan, 'confirmation', plan.workloads), stressOfTheBest(plan)])
    case 'exhaustive':
      return amountOf(plan, allCells(plan, ['confirmation'], 1))
    case 'ramps':
    case 'originalTest':
      return nothing
  }
}

/** That of the architecture whose claim it is, is certain. */
function stressOfTheBest(plan: Plan): Amount {
  const workload = plan.workloads.find(isMixed)
  return workload === undefined
    ? nothing
    : { trials: 1, seconds: startSeconds + trialSeconds(plan, { workload, stage: 'stress' }) }
}

/** The best two of each workload, at worst in as many deployments as there are architectures. */
export function ofTheBest(plan: Plan, stage: Stage, workloads: readonly Workload[]): Amount {
  const architectures = inQuestion(plan.architectures).length
  const best = Math.min(2, architectures)
  const trials = best * workloads.length
  const starts = Math.min(architectures, trials)
  const trialsSeconds = workloads.reduce((sum, workload) => sum + trialSeconds(plan, { workload, stage }), 0)
  return { trials, seconds: starts * startSeconds + best * trialsSeconds }
}

export function sumOf(amounts: readonly Amount[]): Amount {
  return amounts.reduce((a, b) => ({ trials: a.trials + b.trials, seconds: a.seconds + b.seconds }), nothing)
}
