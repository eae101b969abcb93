/** Student's t, one-sided 99 %, of 1 to 10 degrees of freedom: Student, "The probable error of a mean", Biometrika 6, 1908; any table. */
const studentTable = [31.821, 6.965, 4.541, 3.747, 3.365, 3.143, 2.998, 2.896, 2.821, 2.764] as const

/** One-sided 99 % of Student's t; of more than 10 degrees of freedom that of 10, which is on the safe side. */
export function studentQuantile(freedom: number): number {
  return studentTable[Math.min(freedom, studentTable.length) - 1] ?? studentTable[0]
}

/**
 * The largest share at which so few would still be seen with probability 1 - `confidence`: C. Clopper and E. Pearson, "The use of confidence or
 * fiducial limits illustrated in the case of the binomial", Biometrika 26, 1934.
 */
export function greatestShare(
  { seen, of }: { readonly seen: number; readonly of: number },
  confidence: number,
): number {
  if (seen >= of) return 1
  let [low, high] = [0, 1]
  while (high - low > 1e-9) {
    const share = (low + high) / 2
    if (atMost(seen, { of, share }) > 1 - confidence) low = share
    else high = share
  }
  return high
}

/** Probability of at most `seen` of so many at `share`. */
function atMost(seen: number, { of, share }: { readonly of: number; readonly share: number }): number {
  let term = (1 - share) ** of
  let sum = term
  for (let k = 1; k <= seen; k++) {
    term *= ((of - k + 1) / k) * (share / (1 - share))
    sum += term
  }
  return sum
}
