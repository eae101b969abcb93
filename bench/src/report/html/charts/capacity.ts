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
/** Under the name of the workload stands that of the target's line. */
const titleHeight = 42
const axisHeight = 34
/** Of the width, where there is room for several workloads beside each other. */
const mostColumns = 3
const labels = 9.5
const gap = 2.2

/** Bars, solid up to the rate that was held and pale up to the one that failed; a whisker for the interval. */
export function capacityDrawing(chart: CapacityChart, look: Look): Drawing {
  const { workloads, targetRate } = chart
  const { places, height, room } = panelsOf(workloads, look)
  const most = greatest(chart) * room
  const option: EChartsOption = {
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    title: workloads.map(({ workload }, index) => ({
      text: workload,
      left: look.narrow ? 4 : (places[index]?.left ?? 0),
      top: (places[index]?.top ?? 0) - titleHeight + 4,
      padding: 0,
      textStyle: { color: look.text, fontSize: 13, fontWeight: 600 },
    })),
    grid: places.map(({ left, width, top, bars }) => ({ left, width, top, height: bars * barHeight })),
    xAxis: places.map((_, index) => ({
      type: 'value',
      gridIndex: index,
      min: 0,
      max: most,
      splitNumber: 4,
      axisLabel: {
        showMaxLabel: false,
        hideOverlap: true,
        color: look.muted,
        // The last would run into the first of the next.
        formatter: (value: number) => (value > 0.88 * most ? '' : rate(value)),
      },
      splitLine: { lineStyle: { color: look.line } },
      axisTick: { show: false },
    })),
    yAxis: workloads.map(({ bars }, index) => ({
      type: 'category',
      gridIndex: index,
      inverse: true,
      data: bars.map(({ architecture }) => architecture),
      axisLabel: {
        show: places[index]?.hasNames === true,
        color: look.text,
        fontSize: 12,
        width: look.narrow ? 64 : 78,
        overflow: 'truncate',
      },
      axisLine: { lineStyle: { color: look.muted } },
      axisTick: { show: false },
    })),
    series: workloads.flatMap(({ bars }, index) => [
      heldBars(bars, index, look, { targetRate, labelled: index === 0 }),
      bracketBars(bars, index, look),
      intervals(bars, index, look),
      figures(bars, index, look),
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

/** Where the bars of a workload stand. */
interface Panel {
  readonly left: string | number
  readonly width: string
  readonly top: number
  readonly bars: number
  readonly hasNames: boolean
}

interface Panels {
  readonly places: readonly Panel[]
  readonly height: number
  /** How many times as wide as the longest bar: beside each stands its label. */
  readonly room: number
}

/** Beside each other, or on a phone one below the other. */
function panelsOf(workloads: readonly CapacityGroup[], { narrow }: Look): Panels {
  const columns = narrow ? 1 : Math.min(mostColumns, workloads.length)
  const rows = Array.from({ length: Math.ceil(workloads.length / columns) }, (_, row) =>
    Math.max(...workloads.slice(row * columns, (row + 1) * columns).map(({ bars }) => bars.length)),
  )
  const topOf = (row: number) =>
    rows.slice(0, row).reduce((sum, bars) => sum + bars * barHeight + titleHeight + axisHeight, titleHeight)
  const share = (100 - labels) / columns
  return {
    places: workloads.map(({ bars }, index) => ({
      left: narrow ? 72 : `${labels + (index % columns) * share}%`,
      width: narrow ? '76%' : `${share - gap}%`,
      top: topOf(Math.floor(index / columns)),
      bars: bars.length,
      hasNames: index % columns === 0,
    })),
    height: topOf(rows.length) - titleHeight,
    room: narrow ? 1.9 : 1.1 + columns * 0.27,
  }
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
    })),
  }
}

/** Behind the bar and its whisker: a bar of its own that shows nothing but its label. */
function figures(bars: readonly CapacityBar[], index: number, look: Look): Series {
  return {
    id: `figures ${index}`,
    type: 'bar',
    xAxisIndex: index,
    yAxisIndex: index,
    stack: `capacity ${index}`,
    barWidth: 13,
    silent: true,
    z: 6,
    data: bars.map(({ held = 0, failed = held, interval, ...bar }) => ({
      value: Math.max(0, (interval?.[1] ?? 0) - failed),
      itemStyle: { color: 'transparent' },
      label: {
        show: true,
        position: 'right',
        color: look.text,
        // The line of the target may cross it.
        textBorderColor: look.background,
        textBorderWidth: 3,
        fontSize: 12,
        formatter: bar.standing === 'below the line' ? bar.figures : labelOf(bar),
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
