import { quantileOfBeta } from './distributions.ts'

/** `count` of `trials`. */
export interface Proportion {
  readonly count: number
  readonly trials: number
}

/**
 * The share that `confidence` says is not exceeded where `count` of `trials` were seen: exact, one-sided (Clopper & Pearson, Biometrika 26, 1934; as
 * a quantile of the beta distribution). 0 of n gives about 3/n at 95 %.
 */
export function upperShare({ count, trials }: Proportion, confidence: number): number {
  return count >= trials ? 1 : quantileOfBeta(confidence, [count + 1, trials - count])
}

/** The share that is reached with `confidence`: the other side of `upperShare`. */
export function lowerShare({ count, trials }: Proportion, confidence: number): number {
  return count <= 0 ? 0 : quantileOfBeta(1 - confidence, [count, trials - count + 1])
}
