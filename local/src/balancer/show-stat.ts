/** One line of HAProxy's `show stat`: field name to text, empty where the field does not apply. */
export type StatLine = ReadonlyMap<string, string>

/** Parses the answer to `show stat`: CSV whose header starts with `# `. */
export function parseStat(answer: string): readonly StatLine[] {
  const [header, ...lines] = answer.split('\n').filter((line) => line !== '')
  if (!header?.startsWith('# '))
    throw new Error(`Cannot read the load balancer's state: expected CSV, got "${header}"`)
  const names = header.slice(2).split(',')
  return lines.map((line) => {
    const values = line.split(',')
    return new Map(names.map((name, index) => [name, values[index] ?? '']))
  })
}

/** The line of one server, or of `FRONTEND` and `BACKEND`. */
export function statOf(lines: readonly StatLine[], proxy: string, server: string): StatLine | undefined {
  return lines.find((line) => line.get('pxname') === proxy && line.get('svname') === server)
}

/** A numeric field; 0 where it is empty. */
export function count(line: StatLine | undefined, field: string): number {
  return Number(line?.get(field) ?? 0)
}
