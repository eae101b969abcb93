import type { EChartsOption } from 'echarts'
import { percent } from '../../figures.ts'
import { architectureLegend, type ChartTable, type ChartWords, type Drawing } from './drawing.ts'
import type { Look } from './look.ts'

/** Share of canaries that a read answered with, by the delay after their sending. */
export interface FreshnessChart extends ChartWords {
  readonly kind: 'freshness'
  readonly delaysMs: readonly number[]
  readonly series: readonly {
    readonly architecture: string
    readonly shares: readonly (number | null)[]
  }[]
}

/** Lines that should be near 100 % at the right. */
export function freshnessDrawing({ delaysMs, series }: FreshnessChart, look: Look): Drawing {
  const option: EChartsOption = {
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    grid: { left: 56, right: 20, top: 18, bottom: 46 },
    tooltip: { trigger: 'item', confine: true },
    xAxis: {
      type: 'category',
      name: 'read so long after it was sent',
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { color: look.muted },
      data: delaysMs.map((delay) => `${delay} ms`),
      axisLabel: { color: look.muted },
    },
    yAxis: {
      type: 'value',
      max: 1,
      scale: true,
      axisLabel: { color: look.muted, formatter: (value: number) => percent(value) },
      splitLine: { lineStyle: { color: look.line } },
    },
    series: series.map(({ architecture, shares }) => {
      const { colour, symbol, dash } = look.accent(architecture)
      return {
        name: architecture,
        type: 'line' as const,
        symbol,
        symbolSize: 9,
        itemStyle: { color: colour },
        lineStyle: { color: colour, type: dash === 'solid' ? ('solid' as const) : [...dash] },
        data: [...shares],
      }
    }),
  }
  return {
    option,
    height: 280,
    legend: architectureLegend(
      series.map(({ architecture }) => architecture),
      look,
    ),
    zooms: false,
  }
}

export function freshnessRows({ delaysMs, series }: FreshnessChart): ChartTable {
  return {
    columns: ['architecture', ...delaysMs.map((delay) => `fresh after ${delay} ms`)],
    rows: series.map(({ architecture, shares }) => [
      architecture,
      ...delaysMs.map((_, index) => percent(shares[index] ?? undefined)),
    ]),
  }
}
