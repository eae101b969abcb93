import type { Bounds } from '../capacity/capacity.ts'
import type { Ruling } from './findings.ts'
import { leadOf, sayTie, separate } from './separation.ts'

/** What one architecture holds: under one workload, or overall. */
export interface ArchitectureBounds {
  readonly architecture: string
  readonly bounds: Bounds
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
  const undecided = behind.filter(({ bounds }) => separate(best.bounds, bounds, tie) === 'undecided')
  if (undecided.length > 0) return withheld(undecidedReason(best, undecided))
  const tied = behind.filter(({ bounds }) => separate(best.bounds, bounds, tie) === 'tie')
  if (tied.length > 0)
    return {
      kind: 'tie',
      between: [best, ...tied].map(({ architecture }) => architecture),
      reason: `their brackets overlap, or lie within ${sayTie(tie)} of each other`,
    }
  return {
    kind: 'winner',
    best: best.architecture,
    runnerUp: runnerUp.architecture,
    ratio: 1 + leadOf(best.bounds, runnerUp.bounds),
    givesUp: givesUp(best.architecture),
  }
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
