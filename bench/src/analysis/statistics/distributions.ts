import { compiled, incbi, stdtri } from 'cephes'

/** Cephes is WebAssembly, which is compiled without waiting for it. */
await compiled

/** The value below which Student's t with `freedom` degrees of freedom lies with `probability`. */
export function quantileOfT(probability: number, freedom: number): number {
  return stdtri(freedom, probability)
}

/** The value below which a beta distribution lies with `probability`. */
export function quantileOfBeta(probability: number, [a, b]: readonly [a: number, b: number]): number {
  return incbi(a, b, probability)
}
