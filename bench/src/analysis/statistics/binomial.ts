/** `count` of `trials`. */
export interface Proportion {
  readonly count: number
  readonly trials: number
}

/**
 * The share that `confidence` says is not exceeded where `count` of `trials` were seen: exact, one-sided (Clopper & Pearson,
 * Biometrika 26, 1934). 0 of n gives about 3/n at 95 %.
 */
export function upperShare({ count, trials }: Proportion, confidence: number): number {
  if (count >= trials) return 1
  let [low, high] = [count / trials, 1]
  while (high - low > 1e-10) {
    const middle = (low + high) / 2
    if (atMost(count, trials, middle) > 1 - confidence) low = middle
    else high = middle
  }
  return high
}

/** The share that is reached with `confidence`: the other side of `upperShare`. */
export function lowerShare({ count, trials }: Proportion, confidence: number): number {
  return 1 - upperShare({ count: trials - count, trials }, confidence)
}

/** Probability of at most `count` successes; term by term from the last, in logarithms, since the first ones may be too small for a number. */
function atMost(count: number, trials: number, share: number): number {
  if (share >= 1) return 0
  let log = trials * Math.log1p(-share)
  let sum = Math.exp(log)
  for (let k = 1; k <= count; k++) {
    log += Math.log(((trials - k + 1) * share) / (k * (1 - share)))
    sum += Math.exp(log)
  }
  return sum
}
