import { beliefOf } from './belief.ts'
import { type Bracket, bracketOf } from './bracket-of.ts'
import { type Capacity, isAgreed } from './capacity.ts'
import { capacityOf } from './capacity-of.ts'
import { expectationOf, type SearchRange } from './expectation.ts'
import type { Probe } from './probe.ts'

/** What bounds a search for the capacity. Rates are requests a second. */
export interface Search extends SearchRange {
  /** Where to begin in any case: the rate at which all architectures are compared. */
  readonly first?: number
  /**
   * The search ends when (lowestFail - highestPass) / highestPass is at most this, and two plateaus agree at each end. The middle of a bracket of
   * 0.08 is within 4 % of any capacity in it.
   */
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

/** Of the rate that a ramp held: there a plateau passes, and a fail is a surprise. */
const safeShare = 0.85
/** Of a fail to the pass below it: a wider bracket is worth more plateaus than are enough. */
const enoughWidth = 1.35
/** As long as no plateau has passed, the next one is where the capacity is below with this probability. */
const cautious = 0.25
/** Of the width: so far beside the middle of the belief lies the next plateau, on the side that fewer have seen. */
const aside = 0.4

/**
 * What to do next, given every probe so far, oldest first. Pure: the probes are the state. Asks where it would learn most about the
 * capacity: near the middle of what can be believed, by what a ramp held (or the prediction) and all plateaus, a little below or
 * above it. An invalid plateau, and a first fail where the ramp held easily, is repeated once; a rate that is
 * invalid twice bounds the search from above.
 */
export function nextStep(probes: readonly Probe[], search: Search): Step {
  const plateaus = probes.filter(({ kind }) => kind !== 'ramp')
  const bracket = bracketOf(probes)
  const ceiling = ceilingOf(plateaus, search)
  const done: Step = { kind: 'done', capacity: capacityOf(probes) }
  if (plateaus.length >= limitOf(bracket, ceiling, search) || isFound(bracket, ceiling, search)) return done
  return { kind: 'probe', rate: repeated(probes) ?? firstOf(plateaus, search) ?? nextRate(probes, search) }
}

/** The highest rate that may be asked for. */
interface Ceiling {
  readonly rate: number
  /** It was invalid there, more than once: it proves nothing to ask again. */
  readonly isInvalid: boolean
}

function ceilingOf(plateaus: readonly Probe[], search: Search): Ceiling {
  const invalid = plateaus
    .filter((plateau, index) => isInvalidAgain(plateaus[index - 1], plateau))
    .map(({ rate }) => rate)
  return { rate: Math.min(search.ceiling, ...invalid), isInvalid: invalid.length > 0 }
}

function isInvalidAgain(before: Probe | undefined, { rate, result }: Probe): boolean {
  return result.kind === 'invalid' && before?.result.kind === 'invalid' && before.rate === rate
}

function limitOf({ pass, fail }: Bracket, ceiling: Ceiling, { plateaus }: Search): number {
  const end = fail?.rate ?? (ceiling.isInvalid ? ceiling.rate : undefined)
  const isProven = pass !== undefined && pass.kind !== 'ramp' && end !== undefined
  return isProven && end <= pass.rate * enoughWidth ? plateaus.enough : plateaus.most
}

function isFound({ pass, fail, seen }: Bracket, ceiling: Ceiling, { lowest, width }: Search): boolean {
  if (pass !== undefined && fail !== undefined) return isAgreed(seen) && isNarrow(pass.rate, fail.rate, width)
  if (pass !== undefined)
    return seen.pass > 0 && isNarrow(pass.rate, ceiling.rate, ceiling.isInvalid ? width : 0)
  return (seen.fail > 1 && (fail?.rate ?? Infinity) <= lowest) || ceiling.rate <= lowest
}

function isNarrow(pass: number, end: number, width: number): boolean {
  return end - pass <= Math.max(1, width * pass)
}

/** One pause of the machine breaks a plateau, too: the first that fails where the ramp held easily is asked once more. */
function repeated(probes: readonly Probe[]): number | undefined {
  const plateaus = probes.filter(({ kind }) => kind !== 'ramp')
  const last = plateaus.at(-1)
  if (last === undefined) return undefined
  if (last.result.kind === 'invalid') return isInvalidAgain(plateaus.at(-2), last) ? undefined : last.rate
  const held = bracketOf(probes.filter(({ kind }) => kind === 'ramp')).pass
  const fails = plateaus.filter(({ result }) => result.kind === 'fail')
  const isSurprising =
    held !== undefined && fails.length === 1 && last.rate <= Math.round(held.rate * safeShare)
  return last.result.kind === 'fail' && isSurprising ? last.rate : undefined
}

function firstOf(plateaus: readonly Probe[], { first }: Search): number | undefined {
  return plateaus.length === 0 ? first : undefined
}

function nextRate(probes: readonly Probe[], search: Search): number {
  const plateaus = probes.filter(({ kind }) => kind !== 'ramp')
  const { pass, fail, seen } = bracketOf(plateaus)
  if (pass !== undefined && fail !== undefined && isAgreed(seen))
    return Math.round(Math.sqrt(pass.rate * fail.rate))
  const ceiling = ceilingOf(plateaus, search)
  const belief = beliefOf(plateaus, expectationOf(probes, search))
  const wanted =
    pass === undefined
      ? belief.quantile(cautious)
      : belief.quantile(0.5) * (1 + (seen.pass <= seen.fail ? -aside : aside) * search.width)
  const rate = Math.round(Math.min(ceiling.rate, Math.max(search.lowest, wanted)))
  return ceiling.isInvalid && rate >= ceiling.rate ? belowInvalid(ceiling.rate, pass?.rate, search) : rate
}

/** Between what passed and what is invalid; where nothing has passed, well below. */
function belowInvalid(invalid: number, pass: number | undefined, { lowest }: Search): number {
  return Math.round(Math.max(lowest, pass === undefined ? invalid * 0.7 : Math.sqrt(pass * invalid)))
}
