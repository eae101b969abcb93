/** Of what is used here: the package's own types cannot be found through its `exports`. */
declare module 'cephes' {
  /** Resolves when the WebAssembly is compiled; until then the functions are missing. */
  export const compiled: Promise<void>
  /** The inverse of the regularised incomplete beta integral. */
  export function incbi(a: number, b: number, probability: number): number
}
