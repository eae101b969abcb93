const bars = '▁▂▃▄▅▆▇█'

/** One bar a value, from the lowest to the highest; a gap where there is none. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined)
  const [lowest, highest] = [Math.min(...known), Math.max(...known)]
  const barOf = (value: number) =>
    highest === lowest
      ? bars[3]
      : bars[Math.min(bars.length - 1, Math.floor(((value - lowest) / (highest - lowest)) * bars.length))]
  return values.map((value) => (value === undefined ? ' ' : barOf(value))).join('')
}
