import type { EChartsOption } from 'echarts'
import { ms, rate } from '../../figures.ts'
import { architectureLegend, type ChartTable, type ChartWords, type Drawing } from './drawing.ts'
import type { Look } from './look.ts'
import { sayDecade } from './say-decade.ts'
import { zooms } from './zooms.ts'

/** Latency of one endpoint under one workload against the rate. */
export interface LatencyChart extends ChartWords {
  readonly kind: 'latency'
  /** e.g. `p99` */
  readonly percentile: string
  readonly limitMs: number
  readonly series: readonly LatencySeries[]
}

export interface LatencySeries {
  readonly architecture: string
  /** Whole loads at one rate, lowest rate first. */
  readonly plateaus: readonly LatencyPoint[]
  /** Single seconds of ramps. */
  readonly seconds: readonly LatencyPoint[]
}

export interface LatencyPoint {
  /** Requests a second. */
  readonly rate: number
  readonly ms: number
  readonly result: 'pass' | 'fail' | 'invalid'
  readonly run: number
  readonly file: string
}

/** Faint dots are seconds of ramps, markers are plateaus: filled where they passed, hollow where they failed. */
export function latencyDrawing(chart: LatencyChart, look: Look): Drawing {
  const option: EChartsOption = {
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    grid: { left: 52, right: look.narrow ? 12 : 24, top: 18, bottom: 78 },
    tooltip: { trigger: 'item', confine: true, formatter: (item) => sayPoint(item) },
    xAxis: {
      type: 'value',
      name: 'offered requests a second',
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: look.muted },
      axisLabel: { color: look.muted, formatter: (value: number) => rate(value), hideOverlap: true },
      splitLine: { lineStyle: { color: look.line } },
    },
    yAxis: {
      type: 'log',
      name: '',
      axisLabel: { color: look.muted, formatter: (value: number) => sayDecade(value) },
      splitLine: { lineStyle: { color: look.line } },
      min: 0.1,
    },
    dataZoom: [...zooms(look, { bottom: 8 })],
    series: chart.series.flatMap((series, index) => [
      seconds(series, look),
      passed(series, look, index === 0 ? chart.limitMs : undefined),
      others(series, look),
    ]),
  }
  return {
    option: { ...option, yAxis: { ...(option.yAxis as object), min: least(chart) } },
    height: 340,
    legend: architectureLegend(
      chart.series.map(({ architecture }) => architecture),
      look,
    ),
    zooms: true,
  }
}

/** The decade below the fastest point. */
function least({ series }: LatencyChart): number {
  const all = series.flatMap(({ plateaus, seconds }) => [...plateaus, ...seconds].map(({ ms }) => ms))
  return 10 ** Math.floor(Math.log10(Math.max(0.1, Math.min(1000, ...all))))
}

type Series = Exclude<NonNullable<EChartsOption['series']>, readonly unknown[]>

function seconds({ architecture, seconds }: LatencySeries, look: Look): Series {
  const { colour, symbol } = look.accent(architecture)
  return {
    name: architecture,
    type: 'scatter',
    symbol,
    symbolSize: 4,
    itemStyle: { color: colour, opacity: 0.4 },
    data: seconds.map((point) => dataOf(point, architecture)),
  }
}

/** What passed is joined by a line; what failed or does not count stands for itself. */
function passed({ architecture, plateaus }: LatencySeries, look: Look, limitMs: number | undefined): Series {
  const { colour, symbol, dash } = look.accent(architecture)
  return {
    name: architecture,
    type: 'line',
    symbol,
    symbolSize: 10,
    lineStyle: { color: colour, width: 1.5, type: dash === 'solid' ? 'solid' : [...dash] },
    itemStyle: { color: colour, opacity: 1 },
    data: plateaus.filter(({ result }) => result === 'pass').map((point) => dataOf(point, architecture)),
    ...(limitMs !== undefined && { markLine: limitLine(limitMs, look) }),
  }
}

function others({ architecture, plateaus }: LatencySeries, look: Look): Series {
  const { colour, symbol } = look.accent(architecture)
  return {
    name: architecture,
    type: 'scatter',
    symbol,
    symbolSize: 10,
    itemStyle: { color: look.background, borderColor: colour, borderWidth: 2 },
    data: plateaus.filter(({ result }) => result !== 'pass').map((point) => dataOf(point, architecture)),
  }
}

function limitLine(limitMs: number, look: Look) {
  return {
    symbol: 'none',
    silent: true,
    animation: false,
    lineStyle: { color: look.target, type: [4, 3], width: 1.5 },
    label: { formatter: `SLO ${limitMs} ms`, color: look.target, position: 'insideStartTop' as const },
    data: [{ yAxis: limitMs }],
  }
}

interface PlottedPoint {
  readonly value: [number, number]
  readonly point: LatencyPoint
  readonly architecture: string
}

function dataOf(point: LatencyPoint, architecture: string): PlottedPoint {
  return { value: [Math.round(point.rate), point.ms], point, architecture }
}

function sayPoint(item: unknown): string {
  const { data } = item as { data?: PlottedPoint }
  if (data?.point === undefined) return ''
  const { point, architecture } = data
  return `${architecture}: ${ms(point.ms)} at ${rate(point.rate)}/s<br>${point.result}, run ${point.run}`
}

export function latencyRows({ series, percentile }: LatencyChart): ChartTable {
  return {
    columns: ['architecture', 'load', 'rate /s', percentile, 'result', 'run', 'raw rows'],
    rows: series.flatMap(({ architecture, plateaus, seconds }) => [
      ...plateaus.map((point) => rowOf(architecture, 'plateau', point)),
      ...seconds.map((point) => rowOf(architecture, 'second of a ramp', point)),
    ]),
  }
}

function rowOf(architecture: string, load: string, point: LatencyPoint): ChartTable['rows'][number] {
  return [architecture, load, rate(point.rate), ms(point.ms), point.result, point.run, { file: point.file }]
}
