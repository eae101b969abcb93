import type { EChartsOption } from 'echarts'
import { decimal } from '../../figures.ts'
import { architectureLegend, type ChartTable, type ChartWords, type Drawing } from './drawing.ts'
import type { Look } from './look.ts'

/** How evenly each architecture commits: variation of the rows a second, by workload. */
export interface VariationChart extends ChartWords {
  readonly kind: 'variation'
  readonly workloads: readonly string[]
  readonly series: readonly {
    readonly architecture: string
    /** Coefficient of variation, by workload; `null` where it is not known. */
    readonly values: readonly (number | null)[]
  }[]
}

/** Grouped bars: the shorter, the smoother. */
export function variationDrawing({ workloads, series }: VariationChart, look: Look): Drawing {
  const option: EChartsOption = {
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    grid: { left: 44, right: 12, top: 18, bottom: 30 },
    tooltip: { trigger: 'item', confine: true },
    xAxis: {
      type: 'category',
      data: [...workloads],
      axisLabel: { color: look.text },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: look.muted } },
    },
    yAxis: {
      type: 'value',
      axisLabel: { color: look.muted },
      splitLine: { lineStyle: { color: look.line } },
    },
    series: series.map(({ architecture, values }) => ({
      name: architecture,
      type: 'bar',
      barMaxWidth: 44,
      itemStyle: { color: look.accent(architecture).colour },
      label: {
        show: !look.narrow,
        position: 'top',
        color: look.text,
        formatter: ({ value }) => decimal(Number(value)),
      },
      data: [...values],
    })),
  }
  return {
    option,
    height: 250,
    legend: architectureLegend(
      series.map(({ architecture }) => architecture),
      look,
    ),
    zooms: false,
  }
}

export function variationRows({ workloads, series }: VariationChart): ChartTable {
  return {
    columns: ['architecture', ...workloads],
    rows: series.map(({ architecture, values }) => [
      architecture,
      ...workloads.map((_, index) => decimal(values[index] ?? undefined)),
    ]),
  }
}
