import type { Deployment } from '@telemark/deployment'

/** What every task of `deployment` says of itself, added up by series: `name{label="value"}`. */
export async function metricsOf(deployment: Deployment): Promise<ReadonlyMap<string, number>> {
  const tasks = deployment.parts.filter(({ name }) => /^(api|consumer)-\d+$/.test(name))
  const sums = new Map<string, number>()
  for (const { address } of tasks) {
    const response = await fetch(new URL('/metrics', address))
    for (const [series, value] of parse(await response.text()))
      sums.set(series, (sums.get(series) ?? 0) + value)
  }
  return sums
}

/** The series in Prometheus' text format. */
export function parse(text: string): readonly (readonly [series: string, value: number])[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const at = line.lastIndexOf(' ')
      return [line.slice(0, at), Number(line.slice(at + 1))] as const
    })
}
