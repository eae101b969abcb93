import { isDeepStrictEqual } from 'node:util'
import { startSeconds, trialSeconds } from '../plan/durations.ts'
import type { Plan } from '../plan/plan.ts'
import { remaining, trialName, type Visit, variantOf, visitSeconds } from './agenda.ts'
import { type Continuing, firstPass, type Pass, type Progress, passesOf } from './passes.ts'

export interface Next {
  readonly visit: Visit
  /** Every cell has been looked at once, or will not be. */
  readonly isFirstPassOver: boolean
}

/** What to do next: the first visit, in the order of the passes, of which a trial fits into the time that is left. */
export function nextVisit(plan: Plan, progress: Progress): Next | undefined {
  const first = firstPass(plan).name
  for (const pass of passesOf(plan, progress)) {
    const visit = inOrder(pass, progress)
      .map((visit) => fitting(plan, visit, { ...progress, secondsLeft: room(plan, pass, progress) }))
      .find((visit) => visit !== undefined)
    if (visit !== undefined) return { visit, isFirstPassOver: pass.name !== first }
  }
  return undefined
}

/** Visits that were promised and are neither recorded nor tried, each trial once. */
export function unfinished(plan: Plan, progress: Progress): readonly Visit[] {
  const seen = new Set<string>()
  return [...passesOf(plan, progress)]
    .filter(({ kind }) => kind === 'promised')
    .flatMap(({ visits }) => visits)
    .flatMap((visit) => {
      const left = remaining(visit, (name) => progress.isDone(name) || seen.has(name))
      for (const trial of left?.trials ?? []) seen.add(trialName(visit, trial))
      return left ?? []
    })
}

/** Whether the deployment that stands is as good for `visit` as a new one; each block starts anew, so that it observes for itself. */
export function continues(visit: Continuing, standing: Continuing | undefined): boolean {
  return (
    standing !== undefined &&
    standing.architecture.name === visit.architecture.name &&
    standing.block === visit.block &&
    standing.tasks === visit.tasks &&
    isDeepStrictEqual(standing.variant, visit.variant)
  )
}

/** What stands goes first, which saves a start; otherwise the order stays. */
function inOrder({ visits }: Pass, { isDone, standing }: Progress): readonly Visit[] {
  return visits
    .flatMap((visit) => remaining(visit, isDone) ?? [])
    .toSorted((a, b) => Number(continues(b, standing)) - Number(continues(a, standing)))
}

/** Seconds that `pass` may use: what is spare leaves those of the visits that were promised, as far as they fit at all. */
function room(plan: Plan, pass: Pass, progress: Progress): number {
  if (pass.kind !== 'spare') return progress.secondsLeft
  let left = progress.secondsLeft
  for (const visit of unfinished(plan, progress)) {
    const seconds = visitSeconds(plan, visit)
    if (seconds > left) break // what comes after it matters less than what is undecided
    left -= seconds
  }
  return left
}

/** `visit` with the trials that fit, one after another; undefined where not one does. */
function fitting(plan: Plan, visit: Visit, { secondsLeft, standing }: Progress): Visit | undefined {
  let left = secondsLeft - (continues(visit, standing) ? 0 : startSeconds)
  const trials = visit.trials.filter((trial) => {
    const seconds = trialSeconds(plan, { ...trial, variant: variantOf(visit, trial) })
    if (seconds > left) return false
    left -= seconds
    return true
  })
  return trials.length === 0 ? undefined : { ...visit, trials }
}
