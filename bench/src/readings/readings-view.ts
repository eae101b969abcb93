import type { MetricName, Reading } from '@telemark/deployment'

/** Milliseconds since the epoch. */
export interface Interval {
  readonly from: number
  readonly to: number
}

type Component = Reading['component']

/** The readings of one interval; every answer is undefined where too few readings lie in it. */
export interface ReadingsView {
  /** Increase of a counter a second, summed over the tasks. */
  rate(component: Component, metric: MetricName): number | undefined
  /** Mean level of a gauge, summed over the tasks. */
  level(component: Component, metric: MetricName): number | undefined
  /** Highest level of any task. */
  peak(component: Component, metric: MetricName): number | undefined
  /** Increases of a counter a second, from each reading to the next, all tasks one after the other. */
  steps(component: Component, metric: MetricName): readonly number[]
  /** Tasks that gave this reading. */
  tasks(component: Component, metric: MetricName): number
}

interface Point {
  readonly at: number
  readonly value: number
}

type Series = readonly Point[]

/** Looks at the readings that lie within `interval`, both ends included. */
export function viewReadings(readings: readonly Reading[], interval: Interval): ReadingsView {
  const groups = grouped(readings.filter(({ at }) => at >= interval.from && at <= interval.to))
  const series = (component: Component, metric: MetricName) => groups.get(`${component} ${metric}`) ?? []
  const total = (of: (points: Series) => number | undefined) => (component: Component, metric: MetricName) =>
    sumOfKnown(series(component, metric).map(of))
  return {
    rate: total(increasePerSecond),
    level: total((points) => mean(points.map(({ value }) => value))),
    peak(component, metric) {
      const values = series(component, metric).flatMap((points) => points.map(({ value }) => value))
      return values.length === 0 ? undefined : Math.max(...values)
    },
    steps: (component, metric) => series(component, metric).flatMap(stepsOf),
    tasks: (component, metric) => series(component, metric).length,
  }
}

/** One series a task, oldest first, under `component metric`. */
function grouped(readings: readonly Reading[]): Map<string, readonly Series[]> {
  const byMetric = Map.groupBy(readings, ({ component, metric }) => `${component} ${metric}`)
  return new Map(
    [...byMetric].map(([key, values]) => {
      const byTask = Map.groupBy(values, ({ task }) => task)
      return [key, [...byTask.values()].map((points) => points.toSorted((a, b) => a.at - b.at))]
    }),
  )
}

/** A counter that falls has started anew: what it then shows was counted since. */
function increasePerSecond(points: Series): number | undefined {
  const seconds = durationSeconds(points)
  if (seconds === 0) return undefined
  return pairs(points).reduce((sum, [before, after]) => sum + increase(before, after), 0) / seconds
}

function stepsOf(points: Series): readonly number[] {
  return pairs(points)
    .filter(([before, after]) => after.at > before.at)
    .map(([before, after]) => (increase(before, after) * 1000) / (after.at - before.at))
}

function increase(before: Point, after: Point): number {
  return after.value >= before.value ? after.value - before.value : after.value
}

function durationSeconds(points: Series): number {
  const [first, last] = [points.at(0), points.at(-1)]
  return first === undefined || last === undefined ? 0 : (last.at - first.at) / 1000
}

function pairs(points: Series): readonly (readonly [Point, Point])[] {
  return points.slice(1).map((after, index) => [points[index] ?? after, after] as const)
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
}

function sumOfKnown(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0)
}
