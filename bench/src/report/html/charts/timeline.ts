import type { EChartsOption } from 'echarts'
import { type Column, drawn, type LoadSeries } from '../../../analysis/load-series.ts'
import { sayEndpoint } from '../../../load/say-breach.ts'
import { endpoints } from '../../../plan/workload.ts'
import { decimal, ms, percent, rate } from '../../figures.ts'
import { sayComponent } from '../../words.ts'
import type { ChartTable, ChartWords, Drawing } from './drawing.ts'
import type { Look } from './look.ts'

/** A load over time, and under it what every part did. */
export interface TimelineChart extends ChartWords {
  readonly kind: 'timeline'
  readonly architecture: string
  readonly limitMs: number
  readonly series: LoadSeries
  /** Since the load began; absent where it did not break. */
  readonly brokeAtSeconds?: number
  readonly decisions: readonly Decision[]
  readonly file: string
}

/** A decision of the autoscaler, in the seconds of the load. */
export interface Decision {
  readonly atSeconds: number
  readonly text: string
}

interface Panel {
  readonly title: string
  readonly lines: readonly Line[]
  readonly format: (value: number) => string
  readonly log?: boolean
}

interface Line {
  readonly name: string
  readonly values: Column
  readonly step?: boolean
}

const panelHeight = 92
const panelGap = 44

/** Every panel has the same axis of time. Lines differ in colour and in dash. */
export function timelineDrawing(chart: TimelineChart, look: Look): Drawing {
  const panels = panelsOf(chart)
  const tops = panels.map((_, index) => 30 + index * (panelHeight + panelGap))
  const bottom = (tops.at(-1) ?? 0) + panelHeight
  const axes = panels.map((_, index) => index)
  const option: EChartsOption = {
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    title: panels.map(({ title }, index) => ({
      text: title,
      left: 4,
      top: (tops[index] ?? 0) - 26,
      padding: 0,
      textStyle: { color: look.text, fontSize: 12, fontWeight: 600 },
    })),
    grid: tops.map((top) => ({ left: 60, right: look.narrow ? 10 : 120, top, height: panelHeight })),
    axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: look.muted } },
    tooltip: {
      trigger: 'axis',
      confine: true,
      formatter: (items) => sayMoment(items, panels),
    },
    xAxis: axes.map((index) => ({
      type: 'value',
      gridIndex: index,
      max: 'dataMax',
      axisLabel: {
        show: index === panels.length - 1,
        color: look.muted,
        formatter: (value: number) => `${value} s`,
      },
      axisTick: { show: index === panels.length - 1 },
      splitLine: { show: false },
      axisLine: { lineStyle: { color: look.line } },
    })),
    yAxis: panels.map(({ format, log }, index) => ({
      type: log ? 'log' : 'value',
      gridIndex: index,
      splitNumber: 3,
      axisLabel: { color: look.muted, formatter: format, hideOverlap: true },
      splitLine: { lineStyle: { color: look.line } },
    })),
    dataZoom: [
      {
        type: 'inside',
        xAxisIndex: axes,
        zoomOnMouseWheel: 'ctrl',
        moveOnMouseMove: false,
        moveOnMouseWheel: false,
      },
      {
        type: 'slider',
        xAxisIndex: axes,
        height: 16,
        top: bottom + 34,
        borderColor: look.line,
        showDetail: false,
      },
    ],
    series: panels.flatMap((panel, index) =>
      panel.lines.map((line, place) => lineSeries(line, { panel, index, place, chart, look })),
    ),
  }
  return { option, height: bottom + 62, legend: [], zooms: true }
}

function panelsOf({ series }: TimelineChart): readonly Panel[] {
  const { p99Ms, cpuShare } = series
  const panels: readonly Panel[] = [
    {
      title: 'requests a second',
      format: rate,
      lines: [
        { name: 'offered', values: series.offered },
        { name: 'answered', values: series.answered },
        { name: 'failed', values: known(series.failed) },
      ],
    },
    {
      title: 'p99',
      format: (value) => `${value} ms`,
      log: true,
      lines: endpoints.flatMap((endpoint) => lineOf(sayEndpoint(endpoint), p99Ms[endpoint])),
    },
    {
      title: 'CPU of each part, share of its envelope',
      format: percent,
      lines: drawn.flatMap((component) => lineOf(sayComponent(component), cpuShare[component])),
    },
    {
      title: 'API tasks',
      format: decimalOf,
      lines: [{ name: 'tasks', values: series.tasks, step: true }],
    },
    {
      title: 'rows committed a second',
      format: rate,
      lines: [{ name: 'rows', values: known(series.rowsCommitted) }],
    },
    {
      title: 'Kafka lag, events',
      format: rate,
      lines: [{ name: 'lag', values: series.lagEvents }],
    },
  ]
  return panels
    .map((panel) => ({ ...panel, lines: panel.lines.filter(({ values }) => values.some((v) => v !== null)) }))
    .filter(({ lines }) => lines.length > 0)
}

function lineOf(name: string, values: Column | undefined): readonly Line[] {
  return values === undefined ? [] : [{ name, values }]
}

/** Nothing, where it is nothing all the time. */
function known(values: Column): Column {
  return values.some((value) => value !== null && value !== 0) ? values : []
}

function decimalOf(value: number): string {
  return Number.isInteger(value) ? String(value) : ''
}

interface Place {
  readonly panel: Panel
  readonly index: number
  readonly place: number
  readonly chart: TimelineChart
  readonly look: Look
}

type Series = Exclude<NonNullable<EChartsOption['series']>, readonly unknown[]>

function lineSeries(
  { name, values, step = false }: Line,
  { index, place, chart, look, panel }: Place,
): Series {
  const accent = look.accentAt(place)
  const { seconds } = chart.series
  return {
    name,
    type: 'line',
    xAxisIndex: index,
    yAxisIndex: index,
    showSymbol: false,
    ...(step && { step: 'end' }),
    lineStyle: {
      color: accent.colour,
      width: 1.8,
      type: accent.dash === 'solid' ? 'solid' : [...accent.dash],
    },
    itemStyle: { color: accent.colour },
    endLabel: {
      show: !look.narrow && panel.lines.length > 1,
      formatter: name,
      color: accent.colour,
      fontSize: 11,
    },
    labelLayout: { moveOverlap: 'shiftY' },
    data: values.map((value, at) => [seconds[at] ?? at, panel.log && value === 0 ? null : value]),
    ...(place === 0 && { markLine: marks(index, panel, chart, look) }),
  }
}

function marks(index: number, panel: Panel, chart: TimelineChart, look: Look) {
  const { brokeAtSeconds, decisions, limitMs } = chart
  const style = { color: look.target, type: [4, 3], width: 1.2 }
  const label = { color: look.target, fontSize: 11 }
  const moments =
    index === 0
      ? decisions.map(({ atSeconds, text }) => ({
          xAxis: atSeconds,
          label: { ...label, color: look.muted, formatter: text },
          lineStyle: { ...style, color: look.muted },
        }))
      : decisions.map(({ atSeconds }) => ({
          xAxis: atSeconds,
          label: { show: false },
          lineStyle: { ...style, color: look.muted },
        }))
  return {
    symbol: 'none',
    silent: true,
    animation: false,
    data: [
      ...(panel.title === 'p99'
        ? [
            {
              yAxis: limitMs,
              lineStyle: style,
              label: { ...label, position: 'insideStartTop' as const, formatter: `SLO ${limitMs} ms` },
            },
          ]
        : []),
      ...(brokeAtSeconds === undefined
        ? []
        : [
            {
              xAxis: brokeAtSeconds,
              lineStyle: style,
              label: { ...label, show: index === 0, formatter: 'broke' },
            },
          ]),
      ...moments,
    ],
  }
}

function sayMoment(items: unknown, panels: readonly Panel[]): string {
  const list = items as readonly {
    seriesName: string
    axisIndex: number
    value: [number, number | null]
    marker: string
  }[]
  const [first] = list
  if (first === undefined) return ''
  const lines = list
    .filter(({ value }) => value[1] !== null && value[1] !== undefined)
    .map(({ seriesName, axisIndex, value, marker }) => {
      const format = panels[axisIndex]?.log ? ms : (panels[axisIndex]?.format ?? decimal)
      return `${marker}${seriesName} ${format(value[1] ?? 0)}`
    })
  return [`${first.value[0]} s`, ...lines].join('<br>')
}

export function timelineRows(chart: TimelineChart): ChartTable {
  const panels = panelsOf(chart)
  const lines = panels.flatMap((panel) => panel.lines.map((line) => ({ panel, line })))
  return {
    columns: [
      'second',
      ...lines.map(({ panel, line }) =>
        panel.lines.length > 1 || panel.title === 'p99' ? `${panel.title}: ${line.name}` : panel.title,
      ),
    ],
    rows: chart.series.seconds.map((second, at) => [
      second,
      ...lines.map(({ panel, line }) => {
        const value = line.values[at]
        if (value === null || value === undefined) return '-'
        return panel.log ? ms(value) : panel.format(value)
      }),
    ]),
  }
}
