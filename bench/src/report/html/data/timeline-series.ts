import type { Timeline } from '../../../analysis/timeline.ts'
import type { TimelineChart } from '../charts/timeline.ts'

type Column = Timeline['offeredRate']

/** More points than this show nothing more on a page. */
const mostPoints = 300

/** The columns of `timeline` that are drawn; of a long load several seconds as one point: the mean of rates and shares, the largest of the rest. */
export function timelineSeries(timeline: Timeline): TimelineChart['series'] {
  const step = Math.ceil(timeline.seconds.length / mostPoints)
  const mean = (column: Column) => grouped(column, step, meanOf)
  const largest = (column: Column) => grouped(column, step, (values) => Math.max(...values))
  return {
    seconds: timeline.seconds.filter((_, index) => index % step === 0),
    offeredRate: mean(timeline.offeredRate),
    answeredRate: mean(timeline.answeredRate),
    failures: mean(timeline.failures),
    p99Ms: each(timeline.p99Ms, largest),
    cpuShare: each(timeline.cpuShare, mean),
    apiTasks: largest(timeline.apiTasks),
    lagEvents: largest(timeline.lagEvents),
    rowsCommittedPerSecond: mean(timeline.rowsCommittedPerSecond),
  }
}

function grouped(column: Column, step: number, of: (values: readonly number[]) => number): Column {
  return Array.from({ length: Math.ceil(column.length / step) }, (_, index) => {
    const values = column.slice(index * step, (index + 1) * step).filter((value) => value !== null)
    return values.length === 0 ? null : of(values)
  })
}

function each<K extends string>(
  columns: Partial<Record<K, Column>>,
  of: (column: Column) => Column,
): Partial<Record<K, Column>> {
  const entries = Object.entries<Column | undefined>(columns)
  return Object.fromEntries(
    entries.flatMap(([key, column]) => (column === undefined ? [] : [[key, of(column)]])),
  ) as Partial<Record<K, Column>>
}

function meanOf(values: readonly number[]): number {
  const mean = values.reduce((total, value) => total + value, 0) / values.length
  return Number(mean.toPrecision(4))
}
