import type { CapacityModel } from './capacity-model.ts'
import { quantileOfT } from './distributions.ts'

/** One system against another, under a workload or over several. */
export interface Comparison {
  /** Capacity of the first by that of the second. */
  readonly ratio: number
  readonly from: number
  readonly to: number
  readonly freedom: number
  /** One of the two was seen from one side only, so that the first may hold less, or the second more, than it seems. */
  readonly mayBeLess: boolean
  /** The other way round. */
  readonly mayBeMore: boolean
}

/** How many comparisons share the chance of an error. */
export interface Family {
  /** With the best, of a workload. */
  readonly comparisons: number
  /** In which a best one is named, the one over all of them included. */
  readonly rankings: number
}

/** Of all comparisons of a cohort together, at whatever block it ends. */
export const familyConfidence = 0.95
/** At the results, each of which may end the comparison. */
export const looks = 5

/**
 * The critical value of one comparison: with it all comparisons with the best, of all rankings, at all looks, hold together. Hsu's multiple comparisons with the
 * best (Annals of Statistics 9, 1981; unconstrained as by Edwards & Hsu, JASA 78, 1983), with Bonferroni's inequality in the place of Dunnett's quantile: that needs
 * equal numbers of blocks, and is lower by about 2 % only.
 */
function criticalValue(freedom: number, { comparisons, rankings }: Family): number {
  const error = (1 - familyConfidence) / (looks * rankings * Math.max(1, comparisons))
  return quantileOfT(1 - error / 2, freedom)
}

/** The mean of the differences under each of `models`; undefined where one of them has no errors to judge by, or cannot compare the two. */
export function compare(
  pairs: readonly { readonly model: CapacityModel; readonly a: string; readonly b: string }[],
  family: Family,
): Comparison | undefined {
  const parts = pairs.map(({ model, a, b }) => partOf(model, a, b))
  if (parts.length === 0 || parts.some((part) => part === undefined)) return undefined
  const found = parts.filter((part) => part !== undefined)
  const difference = found.reduce((sum, part) => sum + part.difference, 0) / found.length
  const variance = found.reduce((sum, part) => sum + part.variance, 0) / found.length ** 2
  const freedom = together(found)
  const reach = variance === 0 ? 0 : criticalValue(freedom, family) * Math.sqrt(variance)
  return {
    ratio: Math.exp(difference),
    from: Math.exp(difference - reach),
    to: Math.exp(difference + reach),
    freedom,
    mayBeLess: pairs.some(({ model, a, b }) => a !== b && (model.isOpenBelow(a) || model.isOpenAbove(b))),
    mayBeMore: pairs.some(({ model, a, b }) => a !== b && (model.isOpenAbove(a) || model.isOpenBelow(b))),
  }
}

interface Part {
  readonly difference: number
  readonly variance: number
  readonly freedom: number
}

function partOf(model: CapacityModel, a: string, b: string): Part | undefined {
  if (a === b) return { difference: 0, variance: 0, freedom: Infinity }
  const contrast = model.contrast(a, b)
  if (contrast === undefined || model.freedom === 0 || model.variance === 0) return undefined
  const { difference, factor } = contrast
  return { difference, variance: model.variance * factor, freedom: model.freedom }
}

/** Satterthwaite's degrees of freedom of a sum of variances. */
function together(parts: readonly Part[]): number {
  const sum = parts.reduce((total, { variance }) => total + variance, 0)
  const squares = parts.reduce((total, { variance, freedom }) => total + variance ** 2 / freedom, 0)
  return squares === 0 ? Infinity : sum ** 2 / squares
}
