/**
 * The nearest-rank percentile: the least value that at least `percent` % of the values do not exceed. `percent` has one decimal at
 * most: the rank is computed in thousandths, because 99.9 / 100 * 1000 is more than 999 in doubles.
 */
export function percentile(sorted: Float64Array | readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((Math.round(percent * 10) * sorted.length) / 1000))
  const value = sorted[rank - 1]
  if (value === undefined)
    throw new RangeError(`A percentile needs at least one value; there are ${sorted.length}`)
  return value
}
