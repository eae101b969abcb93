import { deviceOf, hash } from './schedule.ts'

/** How requests spread over the fleet: `zipf` with exponent `s` sends the k-th busiest device a share of about k^-s. */
export type Distribution = { readonly kind: 'uniform' } | { readonly kind: 'zipf'; readonly s: number }

/** Which of `count` devices request n of a load is for. */
export type DeviceOf = (seed: number, n: number) => number

/** Another stream of the seed than the jitter's. */
const stream = 0x5bd1e995

/** Chooses devices by `distribution`: a pure function of seed and n, without a table of them. */
export function deviceChooser(distribution: Distribution, count: number): DeviceOf {
  switch (distribution.kind) {
    case 'uniform':
      return (seed, n) => deviceOf(seed, n, count)
    case 'zipf': {
      const rankOf = zipf(distribution.s, count)
      const place = scattered(count)
      return (seed, n) => place(rankOf(seed, n))
    }
  }
}

/**
 * Ranks from 1 to `count`, by rejection-inversion: W. Hoermann and G. Derflinger, "Rejection-inversion to generate variates from
 * monotone discrete distributions", ACM TOMACS 6(3), 1996, doi 10.1145/235025.235029. One or two hashes a request.
 */
function zipf(s: number, count: number): DeviceOf {
  const integral = (x: number) => (s === 1 ? Math.log(x) : (x ** (1 - s) - 1) / (1 - s))
  const inverse = (y: number) => (s === 1 ? Math.exp(y) : (1 + y * (1 - s)) ** (1 / (1 - s)))
  const from = integral(1.5) - 1
  const to = integral(count + 0.5)
  const sureWithin = 2 - inverse(integral(2.5) - 2 ** -s)
  return (seed, n) => {
    for (let attempt = 0; ; attempt++) {
      const dice = hash(seed ^ stream ^ Math.imul(attempt, 0x9e3779b1), n) / 4294967296
      const y = to + dice * (from - to)
      const x = inverse(y)
      const rank = Math.min(count, Math.max(1, Math.round(x)))
      if (rank - x <= sureWithin || y >= integral(rank + 0.5) - rank ** -s) return rank
    }
  }
}

/** Busy devices must not lie side by side in the tables, where one page would hold many: each rank has a place far from the next. */
function scattered(count: number): (rank: number) => number {
  let step = Math.max(1, Math.round(count * 0.618))
  while (commonDivisor(step, count) > 1) step += 1
  return (rank) => ((rank - 1) * step) % count
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}
