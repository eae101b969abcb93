import type { CapacityChart } from './charts/capacity.ts'
import type { Chart } from './charts/chart.ts'
import type { CostChart } from './charts/cost.ts'
import type { CpuChart } from './charts/cpu.ts'
import type { FreshnessChart } from './charts/freshness.ts'
import type { LatencyChart } from './charts/latency.ts'
import type { TimelineChart } from './charts/timeline.ts'
import type { VariationChart } from './charts/variation.ts'
import { capacityChart } from './data/capacity-chart.ts'
import { costChart } from './data/cost-chart.ts'
import { cpuCharts } from './data/cpu-charts.ts'
import { explorerData } from './data/explorer-data.ts'
import { freshnessCharts } from './data/freshness-charts.ts'
import { latencyCharts } from './data/latency-charts.ts'
import { timelineCharts } from './data/timeline-charts.ts'
import { variationChart } from './data/variation-chart.ts'
import type { ExplorerData, PageData } from './page-data.ts'
import type { PageInput } from './page-input.ts'

/** Every chart of a page, by the section that it belongs to. */
export interface Charts {
  readonly capacity: CapacityChart
  readonly latency: readonly LatencyChart[]
  readonly ramps: readonly TimelineChart[]
  readonly stress: readonly TimelineChart[]
  readonly cpu: readonly CpuChart[]
  readonly freshness: readonly FreshnessChart[]
  readonly variation: VariationChart | undefined
  readonly cost: CostChart | undefined
  readonly explorer: ExplorerData | undefined
}

export function chartsOf(input: PageInput): Charts {
  return {
    capacity: capacityChart(input),
    latency: latencyCharts(input),
    ramps: timelineCharts(input, 'ramp'),
    stress: timelineCharts(input, 'stress'),
    cpu: cpuCharts(input),
    freshness: freshnessCharts(input),
    variation: variationChart(input),
    cost: costChart(input.findings),
    explorer: explorerData(input),
  }
}

/** What the script of the page is given. */
export function pageDataOf({ findings }: PageInput, charts: Charts): PageData {
  const { capacity, latency, ramps, stress, cpu, freshness, variation, cost, explorer } = charts
  const all: readonly (Chart | undefined)[] = [
    capacity,
    ...latency,
    ...ramps,
    ...stress,
    ...cpu,
    ...freshness,
    variation,
    cost,
  ]
  return {
    architectures: findings.cohort.plan.architectures.map(({ name }) => name),
    charts: all.filter((chart) => chart !== undefined),
    ...(explorer && { explorer }),
  }
}
