import type { EChartsOption } from 'echarts'
import type { Freshness } from '../../../plan/slo.ts'
import { count, percent } from '../../figures.ts'
import { architectureLegend, type ChartTable, type ChartWords, type Drawing } from './drawing.ts'
import type { Look } from './look.ts'

/** Share of canaries that a read answered with, by the delay after their sending. */
export interface FreshnessChart extends ChartWords {
  readonly kind: 'freshness'
  readonly delaysMs: readonly number[]
  readonly limit: Freshness
  readonly series: readonly FreshnessSeries[]
}

interface FreshnessSeries {
  readonly architecture: string
  /** One a delay; `null` where nothing was read then. */
  readonly points: readonly (FreshPoint | null)[]
}

/** Shares between 0 and 1. */
export interface FreshPoint {
  readonly share: number
  /** Bounds of the share, each one-sided. */
  readonly atLeast: number
  readonly atMost: number
  readonly asked: number
}

type Series = Exclude<NonNullable<EChartsOption['series']>, readonly unknown[]>

/** Lines that should be above the limit at its delay, with whiskers for the bounds. */
export function freshnessDrawing({ delaysMs, limit, series }: FreshnessChart, look: Look): Drawing {
  const option: EChartsOption = {
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    grid: { left: 56, right: 20, top: 18, bottom: 46 },
    tooltip: {
      trigger: 'item',
      confine: true,
      formatter: (item) => {
        const { seriesName = '', dataIndex } = item as { seriesName?: string; dataIndex: number }
        const point = series.find(({ architecture }) => architecture === seriesName)?.points[dataIndex]
        return point ? `${seriesName}, ${delaysMs[dataIndex]} ms: ${sayPoint(point)}` : ''
      },
    },
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
    series: series.flatMap((each, place) => [
      lineOf(each, look, place === 0 ? limitLine(limit, look) : undefined),
      whiskersOf(each, look, place - (series.length - 1) / 2),
    ]),
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

function lineOf({ architecture, points }: FreshnessSeries, look: Look, markLine: object | undefined): Series {
  const { colour, symbol, dash } = look.accent(architecture)
  return {
    name: architecture,
    type: 'line',
    symbol,
    symbolSize: 9,
    itemStyle: { color: colour },
    lineStyle: { color: colour, type: dash === 'solid' ? 'solid' : [...dash] },
    data: points.map((point) => point?.share ?? null),
    ...(markLine && { markLine }),
  }
}

function limitLine({ share }: Freshness, look: Look) {
  return {
    symbol: 'none',
    silent: true,
    animation: false,
    lineStyle: { color: look.target, type: [4, 3], width: 1.2 },
    label: { color: look.target, position: 'insideStartBottom', formatter: `SLO ${percent(share)}` },
    data: [{ yAxis: share }],
  }
}

/** Beside each other, so that none hides another. */
function whiskersOf({ architecture, points }: FreshnessSeries, look: Look, place: number): Series {
  const { colour } = look.accent(architecture)
  return {
    name: architecture,
    type: 'custom',
    silent: true,
    data: points.flatMap((point, index) => (point ? [[index, point.atLeast, point.atMost]] : [])),
    encode: { x: 0, y: [1, 2] },
    renderItem: (_, api) => {
      const [middle = 0, low = 0] = api.coord([api.value(0), api.value(1)])
      const [, high = 0] = api.coord([api.value(0), api.value(2)])
      const x = middle + place * 7
      const stroke = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: colour, lineWidth: 1.2 },
      })
      return {
        type: 'group',
        children: [stroke(x, low, x, high), stroke(x - 3, low, x + 3, low), stroke(x - 3, high, x + 3, high)],
      }
    },
  }
}

function sayPoint({ share, atLeast, atMost, asked }: FreshPoint): string {
  return `${percent(share)} (${percent(atLeast)} to ${percent(atMost)}) of ${count(asked)}`
}

export function freshnessRows({ delaysMs, series }: FreshnessChart): ChartTable {
  return {
    columns: ['architecture', ...delaysMs.map((delay) => `fresh after ${delay} ms`)],
    rows: series.map(({ architecture, points }) => [
      architecture,
      ...points.map((point) => (point ? sayPoint(point) : '-')),
    ]),
  }
}
