import type { Bounds } from '../../capacity/capacity.ts'
import { type AdditiveModel, type Contrast, fitAdditive, type Logged } from './additive-model.ts'

/** What one block says of a system: architectures that do the same under a workload are one. */
export interface BlockBounds extends Bounds {
  readonly system: string
  readonly block: number
}

/** The capacities of one workload, as logarithms. */
export interface CapacityModel {
  readonly blocks: number
  readonly values: readonly Logged[]
  contrast(a: string, b: string): Contrast | undefined
  /** Of one value, given its system and its block. */
  readonly variance: number
  /** Degrees of freedom of `variance`. */
  readonly freedom: number
  /** Seen somewhere only from below: the system may hold more than the model says. */
  isOpenAbove(system: string): boolean
  /** Seen somewhere only from above: the system may hold less than the model says. */
  isOpenBelow(system: string): boolean
}

/**
 * The model of log(capacity) = system + block + error within a workload. A bracket enters as its geometric middle; where one end is unknown the other enters, which makes
 * a lower bound look worse and an upper bound better than it is: who wins nevertheless, wins. The variance is that of the errors of systems that were bracketed in every
 * block, and never below what the brackets leave open: a value that may be anywhere within a width w has the variance w^2 / 12 (GUM,
 * JCGM 100:2008, 4.3.7).
 */
export function capacityModel(seen: readonly BlockBounds[]): CapacityModel {
  const known = seen.filter(({ held, failed }) => held !== undefined || failed !== undefined)
  const open = {
    above: new Set(known.filter(({ failed }) => failed === undefined).map(({ system }) => system)),
    below: new Set(known.filter(({ held }) => held === undefined).map(({ system }) => system)),
  }
  const closed = known.filter(({ system }) => !open.above.has(system) && !open.below.has(system))
  const all = fitAdditive(known.map(logged))
  const errors = fitAdditive(closed.map(logged))
  return {
    blocks: new Set(known.map(({ block }) => block)).size,
    values: known.map(logged),
    contrast: all.contrast,
    variance: Math.max(meanSquare(errors), bracketVariance(closed)),
    freedom: errors.freedom,
    isOpenAbove: (system) => open.above.has(system),
    isOpenBelow: (system) => open.below.has(system),
  }
}

function logged({ system, block, held, failed }: BlockBounds): Logged {
  const [low, high] = [held ?? failed ?? 1, failed ?? held ?? 1]
  return { system, block, value: (Math.log(low) + Math.log(high)) / 2 }
}

function meanSquare({ residual, freedom }: AdditiveModel): number {
  return freedom > 0 ? residual / freedom : 0
}

function bracketVariance(closed: readonly BlockBounds[]): number {
  const widths = closed.map(({ held = 1, failed = 1 }) => Math.log(failed / held))
  return widths.reduce((sum, width) => sum + width ** 2 / 12, 0) / Math.max(1, widths.length)
}
