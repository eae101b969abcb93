import { compiled, incbi } from 'cephes'

/** Cephes is WebAssembly, which is compiled without waiting for it. */
await compiled

/** The value below which a beta distribution lies with `probability`. */
export function quantileOfBeta(probability: number, [a, b]: readonly [a: number, b: number]): number {
  return incbi(a, b, probability)
}

/**
 * The value below which Student's t lies with `probability`, above 0.5; `freedom` need not be whole. By the beta distribution (Abramowitz & Stegun, Handbook of
 * Mathematical Functions, 26.7.1), since Cephes' own `stdtri` takes whole degrees of freedom only.
 */
export function quantileOfT(probability: number, freedom: number): number {
  const x = quantileOfBeta(2 * (1 - probability), [freedom / 2, 1 / 2])
  return Math.sqrt((freedom * (1 - x)) / x)
}
