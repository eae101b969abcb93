import type { EChartsOption } from 'echarts'
import { rate, usd } from '../../figures.ts'
import { architectureLegend, type ChartTable, type ChartWords, type Drawing } from './drawing.ts'
import type { Look } from './look.ts'

/** What a month costs beside what it holds. */
export interface CostChart extends ChartWords {
  readonly kind: 'cost'
  readonly points: readonly {
    readonly architecture: string
    readonly workload: string
    /** US dollars. */
    readonly monthlyUsd: number
    /** Requests a second that were held. */
    readonly held: number
  }[]
}

const plotHeight = 256
const labelHeight = 12

/** By how much labels at these heights, downwards, have to move so that none covers another. */
function apart(heights: readonly number[]): readonly number[] {
  let free = Number.NEGATIVE_INFINITY
  return heights.map((height) => {
    const place = Math.max(height, free)
    free = place + labelHeight
    return place - height
  })
}

/** Up and to the left is better. */
export function costDrawing({ points }: CostChart, look: Look): Drawing {
  const architectures = [...new Set(points.map(({ architecture }) => architecture))]
  const most = Math.max(...points.map(({ held }) => held))
  const option: EChartsOption = {
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    grid: { left: 56, right: 70, top: 18, height: plotHeight },
    tooltip: {
      trigger: 'item',
      confine: true,
      formatter: (item) => {
        const { data, seriesName } = item as unknown as {
          data: { name: string; value: readonly [number, number] }
          seriesName: string
        }
        const [monthlyUsd, held] = data.value
        return `${seriesName}, ${data.name}: ${rate(held)}/s for ${usd(monthlyUsd)} a month`
      },
    },
    xAxis: {
      type: 'value',
      name: 'US dollars a month',
      nameLocation: 'middle',
      nameGap: 28,
      min: 0,
      nameTextStyle: { color: look.muted },
      axisLabel: {
        color: look.muted,
        formatter: (value: number) => `$${rate(value)}`,
        hideOverlap: true,
      },
      splitLine: { lineStyle: { color: look.line } },
    },
    yAxis: {
      type: 'value',
      axisLabel: { color: look.muted, formatter: (value: number) => `${rate(value)}/s` },
      splitLine: { lineStyle: { color: look.line } },
    },
    series: architectures.map((architecture) => {
      const { colour, symbol } = look.accent(architecture)
      const own = points
        .filter((point) => point.architecture === architecture)
        .toSorted((a, b) => b.held - a.held)
      const offsets = apart(own.map(({ held }) => (1 - held / most) * plotHeight))
      return {
        name: architecture,
        type: 'scatter' as const,
        symbol,
        symbolSize: 13,
        itemStyle: { color: colour },
        label: { show: !look.narrow, position: 'right', color: look.text, formatter: '{b}', fontSize: 11 },
        data: own.map(({ workload, monthlyUsd, held }, index) => ({
          name: workload,
          label: { offset: [0, offsets[index] ?? 0] },
          value: [Math.round(monthlyUsd), Math.round(held)],
        })),
      }
    }),
  }
  return { option, height: plotHeight + 64, legend: architectureLegend(architectures, look), zooms: false }
}

export function costRows({ points }: CostChart): ChartTable {
  return {
    columns: ['architecture', 'workload', 'US dollars a month', 'held /s', 'requests a second per dollar'],
    rows: points.map(({ architecture, workload, monthlyUsd, held }) => [
      architecture,
      workload,
      usd(monthlyUsd),
      rate(held),
      (held / monthlyUsd).toFixed(2),
    ]),
  }
}
