import type { MetricName, Reading } from '@telemark/deployment'

/** One value a second; `null` where it is not known. */
export type Column = readonly (number | null)[]

/** Readings of a trial, to be asked second by second. */
export interface SeriesColumns {
  /** Growth of a counter a second, one column a task. */
  growth(component: Reading['component'], metric: MetricName): readonly Column[]
  /** Level of a gauge at the end of each second, one column a task. */
  level(component: Reading['component'], metric: MetricName): readonly Column[]
}

interface Point {
  readonly at: number
  readonly value: number
}

const secondMs = 1000
/** Readings come about once a second: between two that are farther apart nobody knows, and an older one says nothing of now. */
const longestGapMs = 3000

/** `count` seconds from `startedAt` (milliseconds since the epoch). Between two readings a counter is taken to grow evenly. */
export function seriesColumns(
  readings: readonly Reading[],
  { startedAt, count }: { readonly startedAt: number; readonly count: number },
): SeriesColumns {
  const groups = Map.groupBy(readings, ({ component, metric }) => `${component} ${metric}`)
  const edges = Array.from({ length: count + 1 }, (_, second) => startedAt + second * secondMs)
  const tasksOf = (component: Reading['component'], metric: MetricName): readonly (readonly Point[])[] => {
    const byTask = Map.groupBy(groups.get(`${component} ${metric}`) ?? [], ({ task }) => task)
    return [...byTask.values()].map((points) => points.toSorted((a, b) => a.at - b.at))
  }
  return {
    growth: (component, metric) => tasksOf(component, metric).map((points) => growthOf(points, edges)),
    level: (component, metric) =>
      tasksOf(component, metric).map((points) => edges.slice(1).map((end) => levelAt(points, end))),
  }
}

/** A counter that falls has started anew: that second is not known. */
function growthOf(points: readonly Point[], edges: readonly number[]): Column {
  const values = edges.map((edge) => interpolated(points, edge))
  return values.slice(1).map((after, second) => {
    const before = values[second]
    if (after === null || before === null || before === undefined || after < before) return null
    return after - before
  })
}

function interpolated(points: readonly Point[], at: number): number | null {
  const index = points.findIndex((point) => point.at >= at)
  const after = points[index]
  if (after === undefined) return null
  if (after.at === at) return after.value
  const before = points[index - 1]
  if (before === undefined || after.at - before.at > longestGapMs || after.value < before.value) return null
  return before.value + ((after.value - before.value) * (at - before.at)) / (after.at - before.at)
}

function levelAt(points: readonly Point[], at: number): number | null {
  const last = points.findLast((point) => point.at <= at)
  return last === undefined || last.at < at - longestGapMs ? null : last.value
}

/** What the tasks that are known have together; `null` where none is. */
export function sumOf(columns: readonly Column[]): Column {
  return across(columns, (values) => values.reduce((sum, value) => sum + value, 0))
}

/** The mean over the tasks that are known. */
export function meanOf(columns: readonly Column[]): Column {
  return across(columns, (values) => values.reduce((sum, value) => sum + value, 0) / values.length)
}

/** The largest of the tasks that are known. */
export function largestOf(columns: readonly Column[]): Column {
  return across(columns, (values) => Math.max(...values))
}

/** Each second's value of one column by that of another. */
export function quotientOf(parts: Column, wholes: Column): Column {
  return parts.map((part, second) => {
    const whole = wholes[second]
    return part === null || whole === null || whole === undefined || whole === 0 ? null : part / whole
  })
}

function across(columns: readonly Column[], of: (values: readonly number[]) => number): Column {
  const [first = []] = columns
  return first.map((_, second) => {
    const values = columns.flatMap((column) => column[second] ?? [])
    return values.length === 0 ? null : of(values)
  })
}
