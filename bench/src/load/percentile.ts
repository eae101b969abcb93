/** The nearest-rank percentile: the least value that at least `percent` % of the values do not exceed. */
export function percentile(sorted: Float64Array | readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length))
  const value = sorted[rank - 1]
  if (value === undefined)
    throw new RangeError(`A percentile needs at least one value; there are ${sorted.length}`)
  return value
}
