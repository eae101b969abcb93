import type { Bounds } from '../capacity/capacity.ts'
import type { Ruling } from './findings.ts'
import { leadOf, sayTie, separate } from './separation.ts'

/** What one architecture holds: under one workload, or overall. */
export interface ArchitectureBounds {
  readonly architecture: string
  readonly bounds: Bounds
  /** All that do the same, itself included: none of them can be ahead of another. */
  readonly twins: readonly string[]
}

export interface RulingOptions {
  /** Capacities that lie within this share of each other are tied. */
  readonly tie: number
  readonly givesUp: (best: string) => readonly string[]
}

/** Who is ahead of all others; the order in which `contestants` come does not matter. */
export function rule(contestants: readonly ArchitectureBounds[], { tie, givesUp }: RulingOptions): Ruling {
  const ranked = contestants.toSorted((a, b) => held(b) - held(a))
  const [best, runnerUp] = ranked
  if (best === undefined || runnerUp === undefined) return withheld('two architectures at least are needed')
  if (held(best) === 0) return withheld('no architecture holds any rate that was measured')
  const behind = ranked.slice(1)
  const standing = ({ architecture, bounds }: ArchitectureBounds) =>
    best.twins.includes(architecture) ? 'tie' : separate(best.bounds, bounds, tie)
  const undecided = behind.filter((other) => standing(other) === 'undecided')
  if (undecided.length > 0) return withheld(undecidedReason(best, undecided))
  const tied = behind.filter((other) => standing(other) === 'tie')
  if (tied.length > 0) {
    const between = [best, ...tied].map(({ architecture }) => architecture)
    return { kind: 'tie', between, reason: tieReason(best, between, tie) }
  }
  return {
    kind: 'winner',
    best: best.architecture,
    runnerUp: runnerUp.architecture,
    ratio: 1 + leadOf(best.bounds, runnerUp.bounds),
    givesUp: givesUp(best.architecture),
  }
}

function tieReason({ twins }: ArchitectureBounds, between: readonly string[], tie: number): string {
  if (between.every((name) => twins.includes(name))) return 'they do the same under this workload'
  return `their brackets overlap, or lie within ${sayTie(tie)} of each other`
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
