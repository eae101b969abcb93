/** The mark of a logarithmic axis: `10 ms`, `1 s`. */
export function sayDecade(ms: number): string {
  return ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`
}
