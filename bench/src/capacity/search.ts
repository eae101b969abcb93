import type { Capacity } from './capacity.ts'
import { bracketOf, capacityOf } from './capacity-of.ts'
import type { Probe } from './probe.ts'

/** What bounds a search for the capacity. Rates are requests a second. */
export interface Search {
  /** Where to begin in any case: the rate at which all architectures are compared. */
  readonly first?: number
  /** Where to look if nothing is known: the prediction. */
  readonly start: number
  /** The highest rate at which the generator is trusted. */
  readonly ceiling: number
  /** Below this the search gives up. */
  readonly lowest: number
  /** The search ends when (lowestFail - highestPass) / highestPass is at most this, e.g. 0.05. */
  readonly width: number
  /**
   * Plateaus, repeated ones included: with `enough` the search ends as soon as one has passed and a rate not far above has failed;
   * with `most` in any case.
   */
  readonly plateaus: { readonly enough: number; readonly most: number }
}

export type Step =
  | { readonly kind: 'probe'; readonly rate: number }
  | { readonly kind: 'done'; readonly capacity: Capacity }

/** Of the rate that a ramp held: there a plateau passes, and what a request costs can be measured close to the capacity. */
const safeShare = 0.85
/** Of a fail to the pass below it: a wider bracket is worth more plateaus than are enough. */
const enoughWidth = 1.35
/** After a fail far above the last pass the next plateau is this far below it, at the lowest. */
const stepDown = 0.75

/**
 * What to do next, given every probe so far, oldest first. Pure: the probes are the state. Goes safely below what a ramp
 * held, up by a half or down by 30 % until the capacity is bracketed, then bisects. An invalid plateau, and one that
 * fails where the ramp held easily, is repeated once;
 * if that is invalid too, the search ends with what is known, or goes down where no plateau has passed yet.
 */
export function nextStep(probes: readonly Probe[], search: Search): Step {
  const plateaus = probes.filter(({ kind }) => kind !== 'ramp')
  const done: Step = { kind: 'done', capacity: capacityOf(probes) }
  if (plateaus.length >= limitOf(probes, search)) return done
  const last = plateaus.at(-1)
  if (last?.result.kind === 'invalid') {
    if (!isInvalidToo(plateaus.at(-2), last)) return { kind: 'probe', rate: last.rate }
    const hasPassed = plateaus.some(({ result }) => result.kind === 'pass')
    const rate = hasPassed ? undefined : lowerThan(last, search)
    return rate === undefined ? done : { kind: 'probe', rate: Math.round(rate) }
  }
  if (last?.result.kind === 'fail' && isSurprising(last, probes)) return { kind: 'probe', rate: last.rate }
  if (plateaus.length === 0 && search.first !== undefined) return { kind: 'probe', rate: search.first }
  const rate = safeRate(probes, search) ?? nextRate(probes, search)
  return rate === undefined ? done : { kind: 'probe', rate: Math.round(rate) }
}

function isInvalidToo(before: Probe | undefined, { rate }: Probe): boolean {
  return before?.result.kind === 'invalid' && before.rate === rate
}

function limitOf(probes: readonly Probe[], { plateaus }: Search): number {
  const { pass, fail } = bracketOf(probes)
  const proven = pass !== undefined && pass.kind !== 'ramp' && fail !== undefined
  return proven && fail.rate <= pass.rate * enoughWidth ? plateaus.enough : plateaus.most
}

/** One pause of the machine breaks a plateau, too: the first that fails where the ramp held easily is asked once more. */
function isSurprising({ rate }: Probe, probes: readonly Probe[]): boolean {
  const held = bracketOf(probes.filter(({ kind }) => kind === 'ramp')).pass
  const fails = probes.filter(({ kind, result }) => kind !== 'ramp' && result.kind === 'fail')
  return held !== undefined && fails.length === 1 && rate <= Math.round(held.rate * safeShare)
}

/** Until a plateau has failed, or has passed there. */
function safeRate(probes: readonly Probe[], search: Search): number | undefined {
  const held = bracketOf(probes.filter(({ kind }) => kind === 'ramp')).pass
  const { pass, fail } = bracketOf(probes.filter(({ kind }) => kind !== 'ramp'))
  if (held === undefined || fail !== undefined) return undefined
  const rate = Math.max(search.lowest, Math.round(held.rate * safeShare))
  return pass === undefined || pass.rate < rate ? rate : undefined
}

function nextRate(probes: readonly Probe[], search: Search): number | undefined {
  const { pass, fail } = bracketOf(probes)
  if (pass !== undefined && fail !== undefined) return between(pass, fail, search.width)
  if (pass !== undefined)
    return pass.rate >= search.ceiling ? undefined : Math.min(search.ceiling, pass.rate * 1.5)
  if (fail !== undefined) return lowerThan(fail, search)
  return Math.min(search.ceiling, search.start)
}

function lowerThan({ rate }: Probe, { lowest }: Search): number | undefined {
  return rate <= lowest ? undefined : Math.max(lowest, rate * 0.7)
}

/** A ramp only brackets: where its word is all there is for the pass, that rate itself is probed before the end. */
function between(pass: Probe, fail: Probe, width: number): number | undefined {
  const wide = (fail.rate - pass.rate) / pass.rate > width && fail.rate - pass.rate >= 2
  if (wide) return Math.max((pass.rate + fail.rate) / 2, fail.rate * stepDown)
  return pass.kind === 'ramp' ? pass.rate : undefined
}
