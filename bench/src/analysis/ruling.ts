import type { Bounds } from '../capacity/capacity.ts'
import type { Ruling } from './findings.ts'
import { leadOf, sayTie, separate } from './separation.ts'
import { type Comparison, familyConfidence } from './statistics/comparison.ts'

/** What one architecture holds: under one workload, or overall. */
export interface ArchitectureBounds {
  readonly architecture: string
  /** In every block. */
  readonly bounds: Bounds
  /** All that do the same, itself included: none of them can be ahead of another. */
  readonly twins: readonly string[]
}

export interface RulingOptions {
  /** Capacities that lie within this share of each other are tied. */
  readonly tie: number
  readonly givesUp: (best: string) => readonly string[]
  /** What several blocks say of two architectures; undefined where they say nothing. */
  readonly compare: (a: string, b: string) => Comparison | undefined
}

/**
 * With fewer degrees of freedom a comparison that decides nothing does not overrule the brackets: its critical value is more than half as large again
 * as with many (adjusted for 3 comparisons, 4 rankings and 5 looks: 5.5 with 6, 3.5 with infinitely many).
 */
const leastFreedom = 6

export interface Standing {
  readonly kind: 'ahead' | 'tie' | 'undecided'
  readonly basis: 'brackets' | 'blocks'
  readonly comparison?: Comparison
}

/** Who is ahead of all others; the order in which `contestants` come does not matter. */
export function rule(contestants: readonly ArchitectureBounds[], options: RulingOptions): Ruling {
  const ranked = rankedBy(contestants, options)
  const [best, runnerUp] = ranked
  if (best === undefined || runnerUp === undefined) return withheld('two architectures at least are needed')
  if (held(best) === 0) return withheld('no architecture holds any rate that was measured')
  const behind = ranked.slice(1).map((other) => ({ other, standing: standingOf(best, other, options) }))
  const those = (kind: Standing['kind']) =>
    behind.filter(({ standing }) => standing.kind === kind).map(({ other }) => other)
  const undecided = those('undecided')
  if (undecided.length > 0) return withheld(undecidedReason(best, undecided))
  const tied = those('tie')
  if (tied.length > 0) {
    const between = [best, ...tied].map(({ architecture }) => architecture)
    const byBlocks = behind.some(({ standing }) => standing.kind === 'tie' && standing.basis === 'blocks')
    return { kind: 'tie', between, reason: tieReason(best, between, { tie: options.tie, byBlocks }) }
  }
  const basis = behind.every(({ standing }) => standing.basis === 'blocks') ? 'blocks' : 'brackets'
  const nearest = behind[0]?.standing
  return {
    kind: 'winner',
    best: best.architecture,
    runnerUp: runnerUp.architecture,
    basis,
    givesUp: options.givesUp(best.architecture),
    ...(nearest?.basis === 'blocks' && nearest.comparison !== undefined
      ? leadBy(nearest.comparison)
      : { ratio: 1 + leadOf(best.bounds, runnerUp.bounds) }),
  }
}

function leadBy({ ratio, from, to }: Comparison) {
  return { ratio, interval: { from, to, confidence: familyConfidence } }
}

/** Best first: by the blocks where they compare all, otherwise by what was held. */
export function rankedBy(
  contestants: readonly ArchitectureBounds[],
  { compare }: Pick<RulingOptions, 'compare'>,
): readonly ArchitectureBounds[] {
  const [first] = contestants
  const ratios = new Map(
    contestants.map(({ architecture }) => [
      architecture,
      architecture === first?.architecture ? 1 : first && compare(architecture, first.architecture)?.ratio,
    ]),
  )
  const isComplete = contestants.every(({ architecture }) => ratios.get(architecture) !== undefined)
  const strength = (contestant: ArchitectureBounds) =>
    isComplete ? (ratios.get(contestant.architecture) ?? 0) : held(contestant)
  return contestants.toSorted((a, b) => strength(b) - strength(a) || held(b) - held(a))
}

/** `best` against one that is not ahead of it. What the blocks prove counts; where they are too few to prove anything the brackets do. */
export function standingOf(
  best: ArchitectureBounds,
  other: ArchitectureBounds,
  { tie, compare }: Pick<RulingOptions, 'tie' | 'compare'>,
): Standing {
  if (best.twins.includes(other.architecture)) return { kind: 'tie', basis: 'brackets' }
  const comparison = compare(best.architecture, other.architecture)
  if (comparison !== undefined) {
    const isAhead = comparison.from > 1 && comparison.ratio > 1 + tie && !comparison.mayBeLess
    if (isAhead) return { kind: 'ahead', basis: 'blocks', comparison }
    const isOpen = comparison.mayBeLess || comparison.mayBeMore
    if (comparison.freedom >= leastFreedom && !isOpen) return { kind: 'tie', basis: 'blocks', comparison }
  }
  return { kind: separate(best.bounds, other.bounds, tie), basis: 'brackets' }
}

function tieReason(
  { twins }: ArchitectureBounds,
  between: readonly string[],
  { tie, byBlocks }: { readonly tie: number; readonly byBlocks: boolean },
): string {
  if (between.every((name) => twins.includes(name))) return 'they do the same under this workload'
  const what = byBlocks ? 'the interval of their ratio holds 1' : 'their brackets overlap'
  return `${what}, or they lie within ${sayTie(tie)} of each other`
}

export function withheld(reason: string): Ruling {
  return { kind: 'withheld', reason }
}

function undecidedReason(best: ArchitectureBounds, undecided: readonly ArchitectureBounds[]): string {
  const names = [best, ...undecided].map(({ architecture, bounds }) => `${architecture} ${sayBounds(bounds)}`)
  return `the capacities are bounds only and do not decide: ${names.join(', ')}`
}

function sayBounds({ held, failed }: Bounds): string {
  if (held === undefined)
    return failed === undefined ? 'is unknown' : `holds less than ${Math.round(failed)}/s`
  return `holds ${failed === undefined ? 'at least ' : ''}${Math.round(held)}/s`
}

function held({ bounds }: ArchitectureBounds): number {
  return bounds.held ?? 0
}
