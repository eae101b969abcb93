import { componentKinds } from '@telemark/architecture'
import type { EChartsOption, TitleComponentOption } from 'echarts'
import type { Timeline } from '../../../analysis/timeline.ts'
import { sayEndpoint } from '../../../load/say-breach.ts'
import { endpoints } from '../../../plan/workload.ts'
import { decimal, ms, percent, rate } from '../../figures.ts'
import { sayComponent } from '../../words.ts'
import type { ChartTable, ChartWords, Drawing } from './drawing.ts'
import type { Accent, Look } from './look.ts'
import { sayDecade } from './say-decade.ts'
import { zooms } from './zooms.ts'

/** A load over time, and under it what every part did. */
export interface TimelineChart extends ChartWords {
  readonly kind: 'timeline'
  readonly architecture: string
  readonly limitMs: number
  readonly series: Pick<
    Timeline,
    | 'seconds'
    | 'offeredRate'
    | 'answeredRate'
    | 'failures'
    | 'p99Ms'
    | 'cpuShare'
    | 'apiTasks'
    | 'lagEvents'
    | 'rowsCommittedPerSecond'
  >
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

type Column = Timeline['offeredRate']

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

/** The balancer has no envelope. */
const enveloped = componentKinds.filter((component) => component !== 'loadBalancer')
const tasksTitle = 'API tasks'
const panelHeight = 92
const panelGap = 56

/** Every panel has the same axis of time. Lines differ in colour and in dash. */
export function timelineDrawing(chart: TimelineChart, look: Look): Drawing {
  const panels = panelsOf(chart)
  const tops = panels.map((_, index) => 44 + index * (panelHeight + panelGap))
  const bottom = (tops.at(-1) ?? 0) + panelHeight
  const axes = panels.map((_, index) => index)
  const option: EChartsOption = {
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    title: panels.map((panel, index) => titleOf(panel, (tops[index] ?? 0) - 40, chart, look)),
    grid: tops.map((top) => ({ left: 60, right: 14, top, height: panelHeight })),
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
        showMaxLabel: false,
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
    dataZoom: [...zooms(look, { xAxisIndex: axes, top: bottom + 34 })],
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
        { name: 'offered', values: series.offeredRate },
        { name: 'answered', values: series.answeredRate },
        { name: 'failed', values: known(series.failures) },
      ],
    },
    {
      title: latencyTitle(p99Ms),
      format: sayDecade,
      log: true,
      lines: endpoints.flatMap((endpoint) => lineOf(sayEndpoint(endpoint), p99Ms[endpoint])),
    },
    {
      title: 'CPU of each part, share of its envelope',
      format: percent,
      lines: [
        ...enveloped.flatMap((component) => lineOf(sayComponent(component), cpuShare[component])),
        ...lineOf(`${sayComponent('loadGenerator')} (of a core)`, cpuShare.loadGenerator),
      ],
    },
    {
      title: tasksTitle,
      format: decimalOf,
      lines: [{ name: 'API tasks', values: varying(series.apiTasks), step: true }],
    },
    {
      title: 'rows committed a second',
      format: rate,
      lines: [{ name: 'rows committed', values: known(series.rowsCommittedPerSecond) }],
    },
    {
      title: 'Kafka lag, events',
      format: rate,
      lines: [{ name: 'Kafka lag', values: known(series.lagEvents) }],
    },
  ]
  return panels
    .map((panel) => ({ ...panel, lines: panel.lines.filter(({ values }) => values.some((v) => v !== null)) }))
    .filter(({ lines }) => lines.length > 0)
}

/** Where there is one endpoint, the title names it. */
function latencyTitle(p99Ms: Timeline['p99Ms']): string {
  const called = endpoints.filter((endpoint) => p99Ms[endpoint] !== undefined)
  const [only] = called
  return called.length === 1 && only !== undefined ? `${sayEndpoint(only)} p99` : 'p99'
}

function lineOf(name: string, values: Column | undefined): readonly Line[] {
  return values === undefined ? [] : [{ name, values }]
}

/** Nothing, where it is nothing all the time. */
function known(values: Column): Column {
  return values.some((value) => value !== null && value !== 0) ? values : []
}

/** Nothing, where it stays as it is: then the sentence says it. */
function varying(values: Column): Column {
  return new Set(values.filter((value) => value !== null)).size > 1 ? values : []
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

/** A line alone has the colour of its architecture. */
function accentOf(place: number, { lines }: Panel, { architecture }: TimelineChart, look: Look): Accent {
  return lines.length === 1 ? look.accent(architecture) : look.accentAt(place)
}

/** The title of a panel, and under it its lines by name, where there are several. */
function titleOf(panel: Panel, top: number, chart: TimelineChart, look: Look): TitleComponentOption {
  const names = panel.lines.map(({ name }, place) => {
    const { dash } = accentOf(place, panel, chart, look)
    return `{line${place}|${dash === 'solid' ? '━━' : '┅┅'} ${name}}`
  })
  return {
    text: `{title|${panel.title}}${panel.lines.length > 1 ? `\n${names.join('   ')}` : ''}`,
    left: 4,
    top,
    padding: 0,
    textStyle: {
      color: look.text,
      fontSize: 12,
      rich: {
        title: { color: look.text, fontSize: 12, fontWeight: 600, lineHeight: 17 },
        ...Object.fromEntries(
          panel.lines.map((_, place) => [
            `line${place}`,
            { color: accentOf(place, panel, chart, look).colour, fontSize: 11, lineHeight: 16 },
          ]),
        ),
      },
    },
  }
}

function lineSeries(
  { name, values, step = false }: Line,
  { index, place, chart, look, panel }: Place,
): Series {
  const accent = accentOf(place, panel, chart, look)
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
    data: values.map((value, at) => [seconds[at] ?? at, panel.log && value === 0 ? null : value]),
    ...(place === 0 && { markLine: marks(index, panel, chart, look) }),
  }
}

function marks(index: number, panel: Panel, chart: TimelineChart, look: Look) {
  const { brokeAtSeconds, decisions, limitMs } = chart
  const style = { color: look.target, type: [4, 3], width: 1.2 }
  const label = { color: look.target, fontSize: 11 }
  const moments =
    panel.title === tasksTitle
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
      ...(panel.log
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
        panel.lines.length > 1 ? `${panel.title}: ${line.name}` : panel.title,
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
