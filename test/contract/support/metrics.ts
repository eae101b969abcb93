import type { Deployment } from '@telemark/deployment'
import { metricsIn } from '../../support/metrics-in.ts'

/** What every task of `deployment` says of itself, added up by series: `name{label="value"}`. */
export async function metricsOf(deployment: Deployment): Promise<ReadonlyMap<string, number>> {
  const tasks = deployment.parts.filter(({ name }) => /^(api|consumer)-\d+$/.test(name))
  const sums = new Map<string, number>()
  for (const { address } of tasks) {
    const response = await fetch(new URL('/metrics', address))
    for (const [series, value] of metricsIn(await response.text()))
      sums.set(series, (sums.get(series) ?? 0) + value)
  }
  return sums
}
