import { type Capacity, highestPass } from '../capacity/capacity.ts'
import type { Ruling } from './findings.ts'
import { sayTie, separate } from './separation.ts'

/** What one architecture holds: under one workload, or overall. */
export interface ArchitectureCapacity {
  readonly architecture: string
  readonly capacity: Capacity
}

export interface RulingOptions {
  /** Capacities that lie within this share of each other are tied. */
  readonly tie: number
  readonly givesUp: (best: string) => readonly string[]
}

/** Who is ahead of all others; the order in which `capacities` come does not matter. */
export function rule(capacities: readonly ArchitectureCapacity[], { tie, givesUp }: RulingOptions): Ruling {
  const ranked = capacities.toSorted((a, b) => pass(b) - pass(a))
  const [best, runnerUp] = ranked
  if (best === undefined || runnerUp === undefined) return withheld('two architectures at least are needed')
  if (pass(best) === 0) return withheld('no architecture holds any rate that was measured')
  const behind = ranked.slice(1)
  const undecided = behind.filter(({ capacity }) => separate(best.capacity, capacity, tie) === 'undecided')
  if (undecided.length > 0) return withheld(undecidedReason(best, undecided))
  const tied = behind.filter(({ capacity }) => separate(best.capacity, capacity, tie) === 'tie')
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
    ratio: pass(best) / upperOf(runnerUp.capacity),
    atLeast: best.capacity.kind === 'atLeast' || runnerUp.capacity.kind === 'below',
    givesUp: givesUp(best.architecture),
  }
}

export function withheld(reason: string): Ruling {
  return { kind: 'withheld', reason }
}

function undecidedReason(best: ArchitectureCapacity, undecided: readonly ArchitectureCapacity[]): string {
  const names = [best, ...undecided].map(({ architecture, capacity }) => `${architecture} ${bound(capacity)}`)
  return `the capacities are bounds only and do not decide: ${names.join(', ')}`
}

function bound(capacity: Capacity): string {
  switch (capacity.kind) {
    case 'bracket':
      return `holds ${Math.round(capacity.highestPass)}/s`
    case 'atLeast':
      return `holds at least ${Math.round(capacity.highestPass)}/s`
    case 'below':
      return `holds less than ${Math.round(capacity.lowestFail)}/s`
    case 'invalid':
      return 'is unknown'
  }
}

function pass({ capacity }: ArchitectureCapacity): number {
  return highestPass(capacity) ?? 0
}

function upperOf(capacity: Capacity): number {
  return capacity.kind === 'below' ? capacity.lowestFail : (highestPass(capacity) ?? Number.NaN)
}
