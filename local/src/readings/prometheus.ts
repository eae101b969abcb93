const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?[ \t]+(\S+)(?:[ \t]+-?\d+)?\s*$/

/**
 * The value of each named metric in Prometheus' text format, summed over its label sets; a metric that is
 * not there is not in the result. A name may say which of them: `reads_total{use="hit"}`.
 */
export function parsePrometheus(text: string, names: readonly string[]): ReadonlyMap<string, number> {
  const wanted = Map.groupBy(names, (name) => name.split('{', 1)[0] ?? name)
  const values = new Map<string, number>()
  for (const line of text.split('\n')) {
    const [, name = '', labels = '', number] = sample.exec(line) ?? []
    const value = Number(number)
    if (!Number.isFinite(value)) continue
    for (const selector of wanted.get(name) ?? [])
      if (selects(selector, labels)) values.set(selector, (values.get(selector) ?? 0) + value)
  }
  return values
}

function selects(selector: string, labels: string): boolean {
  const [, label] = /\{(.*)\}$/.exec(selector) ?? []
  return label === undefined || `,${labels},`.includes(`,${label},`)
}
