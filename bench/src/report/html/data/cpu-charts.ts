import { componentKinds } from '@telemark/architecture'
import type { CellFindings, WorkloadFindings } from '../../../analysis/findings.ts'
import { sayBottleneck, sayComponent } from '../../words.ts'
import type { CpuChart } from '../charts/cpu.ts'
import type { PageInput } from '../page-input.ts'

const drawn = [...componentKinds, 'loadGenerator'] as const

/** What each part used at the capacity: a chart for each workload. */
export function cpuCharts({ findings }: PageInput): readonly CpuChart[] {
  return findings.workloads.map(chartOf).filter(({ components }) => components.length > 0)
}

function chartOf({ workload, cells }: WorkloadFindings): CpuChart {
  const measured = cells.filter(({ parts }) => parts !== undefined)
  const rows = drawn
    .map((component) => ({
      component: sayComponent(component),
      shares: measured.map(({ parts }) => {
        const share = component === 'loadGenerator' ? parts?.generatorCpuShare : parts?.cpu[component]?.share
        return share === undefined ? null : Number(share.toFixed(3))
      }),
    }))
    .filter(({ shares }) => shares.some((share) => share !== null))
  return {
    kind: 'cpu',
    id: `cpu-${workload}`,
    title: `${workload}: CPU of each part at capacity`,
    sentence: sentenceOf(cells),
    architectures: measured.map(({ architecture }) => architecture),
    components: rows.map(({ component }) => component),
    shares: rows.map(({ shares }) => shares),
  }
}

function sentenceOf(cells: readonly CellFindings[]): string {
  const limited = cells.flatMap(({ architecture, bottleneck }) =>
    bottleneck === undefined || bottleneck.component === 'unknown'
      ? []
      : [`${architecture} by ${sayBottleneck(bottleneck)}`],
  )
  return limited.length === 0
    ? 'No part is known to have limited a cell. The fields show the rate that was held.'
    : `Limited where it broke: ${limited.join('; ')}. The fields show the rate that was held.`
}
