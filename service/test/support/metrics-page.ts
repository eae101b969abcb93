import { catalogue, type Definition } from '../../src/metrics/catalogue.ts'

/** The table of `doc/grafana/metrics.md`. */
export function metricsTable(): string {
  const rows = Object.entries<Definition>(catalogue).map(([name, { type, labels, tasks, help }]) => {
    const where = tasks === 'both' ? 'API, consumer' : { api: 'API', consumer: 'consumer' }[tasks]
    return `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${where} | ${help} |`
  })
  return ['| metric | type | labels | tasks | what it says |', '|---|---|---|---|---|', ...rows].join('\n')
}
