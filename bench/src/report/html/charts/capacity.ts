import type { EChartsOption } from 'echarts'
import { rate } from '../../figures.ts'
import type { ChartTable, ChartWords, Drawing } from './drawing.ts'
import type { Look } from './look.ts'

/** What each architecture holds under each workload. */
export interface CapacityChart extends ChartWords {
  readonly kind: 'capacity'
  readonly targetRate: number
  readonly workloads: readonly CapacityGroup[]
}

export interface CapacityGroup {
  readonly workload: string
  readonly bars: readonly CapacityBar[]
}

export interface CapacityBar {
  readonly architecture: string
  /** Requests a second; absent where nothing was held. */
  readonly held?: number
  /** Absent where nothing failed. */
  readonly failed?: number
  /** The confidence interval over blocks, where there are several. */
  readonly interval?: readonly [from: number, to: number]
  /** e.g. `1,025-1,312` */
  readonly figures: string
  /** What the verdict says of it. */
  readonly standing?: 'best' | 'tie' | 'below the line'
  readonly files: readonly string[]
}

const barHeight = 24
const groupGap = 34
const top = 30

/** Bars, solid up to the rate that was held and pale up to the one that failed; a whisker for the interval. */
export function capacityDrawing(chart: CapacityChart, look: Look): Drawing {
  const { workloads, targetRate } = chart
  const most = greatest(chart) * (look.narrow ? 1.9 : 1.4)
  const tops = workloads.map((_, index) =>
    workloads.slice(0, index).reduce((sum, { bars }) => sum + bars.length * barHeight + groupGap, top + 12),
  )
  const height = (tops.at(-1) ?? top) + (workloads.at(-1)?.bars.length ?? 0) * barHeight + 40
  const left = look.narrow ? 72 : 96
  const option: EChartsOption = {
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    title: workloads.map(({ workload }, index) => ({
      text: workload,
      left: 4,
      top: (tops[index] ?? 0) - (index === 0 ? 38 : 22),
      padding: 0,
      textStyle: { color: look.text, fontSize: 13, fontWeight: 600 },
    })),
    grid: workloads.map(({ bars }, index) => ({
      left,
      right: 12,
      top: tops[index] ?? 0,
      height: bars.length * barHeight,
    })),
    xAxis: workloads.map((_, index) => ({
      type: 'value',
      gridIndex: index,
      min: 0,
      max: most,
      axisLabel: {
        show: index === workloads.length - 1,
        showMaxLabel: false,
        color: look.muted,
        formatter: (value: number) => rate(value),
      },
      splitLine: { lineStyle: { color: look.line } },
      axisTick: { show: false },
    })),
    yAxis: workloads.map(({ bars }, index) => ({
      type: 'category',
      gridIndex: index,
      inverse: true,
      data: bars.map(({ architecture }) => architecture),
      axisLabel: { color: look.text, fontSize: 12 },
      axisLine: { lineStyle: { color: look.muted } },
      axisTick: { show: false },
    })),
    series: workloads.flatMap(({ bars }, index) => [
      heldBars(bars, index, look, { targetRate, labelled: index === 0 }),
      bracketBars(bars, index, look),
      intervals(bars, index, look),
    ]),
    tooltip: {
      trigger: 'item',
      confine: true,
      formatter: (item) => {
        const { name, seriesId = '' } = item as { name: string; seriesId?: string }
        const bars = workloads[Number(seriesId.split(' ')[1])]?.bars ?? []
        const bar = bars.find(({ architecture }) => architecture === name)
        return bar === undefined ? '' : `${name}: ${labelOf(bar)}`
      },
    },
  }
  return { option, height, legend: [], zooms: false }
}

type Series = Exclude<NonNullable<EChartsOption['series']>, readonly unknown[]>

function heldBars(
  bars: readonly CapacityBar[],
  index: number,
  look: Look,
  { targetRate, labelled }: { targetRate: number; labelled: boolean },
): Series {
  return {
    id: `held ${index}`,
    type: 'bar',
    xAxisIndex: index,
    yAxisIndex: index,
    stack: `capacity ${index}`,
    barWidth: 13,
    data: bars.map(({ architecture, held = 0 }) => ({
      value: held,
      itemStyle: { color: look.accent(architecture).colour },
    })),
    markLine: {
      symbol: 'none',
      silent: true,
      animation: false,
      lineStyle: { color: look.target, type: [4, 3], width: 1.5 },
      label: {
        show: labelled,
        formatter: `target ${rate(targetRate)}/s`,
        color: look.target,
        position: 'start',
        distance: 4,
      },
      data: [{ xAxis: targetRate }],
    },
  }
}

/** e.g. `1,025-1,312 · best` */
function labelOf({ figures, standing }: Pick<CapacityBar, 'figures' | 'standing'>): string {
  return standing === undefined ? figures : `${figures} · ${standing}`
}

/** From the rate that was held to the one that failed: somewhere in there it lies. */
function bracketBars(bars: readonly CapacityBar[], index: number, look: Look): Series {
  return {
    id: `bracket ${index}`,
    type: 'bar',
    xAxisIndex: index,
    yAxisIndex: index,
    stack: `capacity ${index}`,
    barWidth: 13,
    data: bars.map(({ held = 0, failed = held, ...bar }) => ({
      value: failed - held,
      itemStyle: { color: look.accent(bar.architecture).colour, opacity: 0.32 },
      label: {
        show: true,
        position: 'right',
        color: look.text,
        opacity: 1,
        fontSize: 12,
        formatter: look.narrow && bar.standing === 'below the line' ? bar.figures : labelOf(bar),
      },
    })),
  }
}

function intervals(bars: readonly CapacityBar[], index: number, look: Look): Series {
  return {
    id: `interval ${index}`,
    type: 'custom',
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    z: 5,
    data: bars.flatMap(({ interval }, place) =>
      interval === undefined ? [] : [[interval[0], interval[1], place]],
    ),
    renderItem: (_, api) => {
      const [fromX = 0, y = 0] = api.coord([api.value(0), api.value(2)])
      const [toX = 0] = api.coord([api.value(1), api.value(2)])
      const style = { stroke: look.text, lineWidth: 1.5 }
      const stroke = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style,
      })
      return {
        type: 'group',
        children: [
          stroke(fromX, y, toX, y),
          stroke(fromX, y - 4, fromX, y + 4),
          stroke(toX, y - 4, toX, y + 4),
        ],
      }
    },
  }
}

function greatest({ workloads, targetRate }: CapacityChart): number {
  return Math.max(
    targetRate,
    ...workloads.flatMap(({ bars }) =>
      bars.flatMap(({ held = 0, failed = 0, interval }) => [held, failed, interval?.[1] ?? 0]),
    ),
  )
}

export function capacityRows({ workloads }: CapacityChart): ChartTable {
  return {
    columns: ['workload', 'architecture', 'held /s', 'failed at /s', 'in words', 'raw rows'],
    rows: workloads.flatMap(({ workload, bars }) =>
      bars.map(({ architecture, held, failed, files, ...bar }) => [
        workload,
        architecture,
        rate(held),
        rate(failed),
        labelOf(bar),
        { file: files[0] ?? '' },
      ]),
    ),
  }
}
