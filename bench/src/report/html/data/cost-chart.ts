import type { Findings } from '../../../analysis/findings.ts'
import { usd } from '../../figures.ts'
import type { CostChart } from '../charts/cost.ts'

/** What a month costs beside what it holds; undefined where nothing is held, or its cost is not known. */
export function costChart({ cost }: Findings): CostChart | undefined {
  const points = cost.cells.map(({ architecture, workload, rate: held, monthlyUsd }) => ({
    architecture,
    workload,
    held,
    monthlyUsd,
  }))
  if (points.length === 0) return undefined
  const byWorkload = [...Map.groupBy(points, ({ workload }) => workload)]
  return {
    kind: 'cost',
    id: 'cost',
    title: 'Requests a second against US dollars a month',
    sentence: byWorkload.map(([workload, cells]) => sentenceOf(workload, cells)).join(' '),
    points,
  }
}

type Point = CostChart['points'][number]

function sentenceOf(workload: string, cells: readonly Point[]): string {
  const ranked = cells.toSorted((a, b) => b.held / b.monthlyUsd - a.held / a.monthlyUsd)
  const said = ranked.map(
    ({ architecture, held, monthlyUsd }) =>
      `${architecture} ${(held / monthlyUsd).toFixed(1)} (${usd(monthlyUsd)})`,
  )
  return `${workload}, requests a second for each dollar a month: ${said.join(', ')}.`
}
