/**
 * The value of each named metric in Prometheus' text format, summed over its label sets; a metric that is
 * not there is not in the result.
 */
export function parsePrometheus(text: string, names: readonly string[]): ReadonlyMap<string, number> {
  const values = new Map<string, number>()
  for (const line of text.split('\n')) {
    const name = /^[a-zA-Z_:][\w:]*/.exec(line)?.[0]
    if (name === undefined || !names.includes(name)) continue
    const value = Number(line.slice(line.lastIndexOf(' ') + 1))
    if (Number.isFinite(value)) values.set(name, (values.get(name) ?? 0) + value)
  }
  return values
}
