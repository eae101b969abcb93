import { componentKinds } from '@telemark/architecture'
import type { Reading } from '@telemark/deployment'
import { type Endpoint, endpoints } from '../plan/workload.ts'
import type { ReadingsView } from '../readings/readings-view.ts'
import { viewReadings } from '../readings/readings-view.ts'
import type { EndpointSummary, LoadRecord, TrialWithReadings, Window } from '../record/record.ts'
import { cpuUse } from './cpu-use.ts'

/** A figure a second; `null` where it is not known. */
export type Column = readonly (number | null)[]

/** One load second by second, with what every part did meanwhile: columns of equal length, ready to be drawn. */
export interface LoadSeries {
  /** Since the load began. */
  readonly seconds: readonly number[]
  /** Requests a second. */
  readonly offered: Column
  readonly answered: Column
  readonly failed: Column
  /** Milliseconds, of answers that succeeded. */
  readonly p99Ms: Partial<Record<Endpoint, Column>>
  /** Used share of the envelope of all tasks. */
  readonly cpuShare: Partial<Record<Reading['component'], Column>>
  readonly tasks: Column
  readonly lagEvents: Column
  /** A second. */
  readonly rowsCommitted: Column
}

/** More points than this show nothing more on a page. */
const mostPoints = 300
/** Readings come once a second: to both sides of one there is another. */
const reachMs = 1100

/** The parts whose CPU is drawn. */
export const drawn = [...componentKinds, 'loadGenerator'] as const

/** What happened in `load`, second by second; of a long one, several seconds as one point. */
export function loadSeries(trial: TrialWithReadings, load: LoadRecord): LoadSeries {
  const step = Math.ceil(load.windows.length / mostPoints)
  const groups = inGroups(load.windows, step)
  const startedAt = load.windows[0]?.at ?? load.judgedFrom
  const views = viewsOf(trial.readings, groups, startedAt)
  const columnOf = (of: (view: ReadingsView) => number | undefined) => views.map((view) => of(view) ?? null)
  return {
    seconds: groups.map(([first]) => Math.round(((first?.at ?? startedAt) - startedAt) / 1000)),
    offered: groups.map((windows) => mean(windows.map(({ offeredRate }) => offeredRate))),
    answered: groups.map((windows) => mean(windows.map((window) => sum(window, ({ attempts }) => attempts)))),
    failed: groups.map((windows) => mean(windows.map((window) => sum(window, ({ failures }) => failures)))),
    p99Ms: columns(
      load.endpoints.map(({ endpoint }) => endpoint),
      (endpoint) => groups.map((windows) => worstP99(windows, endpoint)),
    ),
    cpuShare: columns(drawn, (component) => columnOf((view) => cpuUse(view, component)?.share)),
    tasks: columnOf((view) => view.peak('api', 'tasksRunning')),
    lagEvents: columnOf((view) => view.peak('kafka', 'lagEvents')),
    rowsCommitted: columnOf((view) => view.rate('postgres', 'rowsUpdated')),
  }
}

function inGroups(windows: readonly Window[], size: number): readonly (readonly Window[])[] {
  const count = size === 0 ? 0 : Math.ceil(windows.length / size)
  return Array.from({ length: count }, (_, index) => windows.slice(index * size, (index + 1) * size))
}

/** A view on each group, found by bisection: a long load has too many readings to look through them all each time. */
function viewsOf(
  readings: readonly Reading[],
  groups: readonly (readonly Window[])[],
  startedAt: number,
): readonly ReadingsView[] {
  const sorted = readings.toSorted((a, b) => a.at - b.at)
  return groups.map((windows) => {
    // What was before is the reset, which has a cost of its own.
    const from = Math.max(startedAt, (windows[0]?.at ?? 0) - reachMs)
    const to = (windows.at(-1)?.at ?? 0) + 1000 + reachMs
    return viewReadings(sorted.slice(indexAt(sorted, from), indexAt(sorted, to + 1)), { from, to })
  })
}

/** The index of the first reading at or after `at`. */
function indexAt(sorted: readonly Reading[], at: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.at ?? Number.POSITIVE_INFINITY) < at) low = middle + 1
    else high = middle
  }
  return low
}

/** `series` with each figure cut to three digits, or four from 1,000 on: a picture shows no more. */
export function roundedSeries(series: LoadSeries): LoadSeries {
  const short = (column: Column) =>
    column.map((value) => (value === null ? null : Number(value.toPrecision(value >= 1000 ? 4 : 3))))
  return {
    ...series,
    offered: short(series.offered),
    answered: short(series.answered),
    failed: short(series.failed),
    p99Ms: columns(endpoints, (endpoint) => short(series.p99Ms[endpoint] ?? [])),
    cpuShare: columns(drawn, (component) => short(series.cpuShare[component] ?? [])),
    rowsCommitted: short(series.rowsCommitted),
  }
}

/** A column each, without those of which nothing is known. */
function columns<K extends string>(keys: readonly K[], of: (key: K) => Column): Partial<Record<K, Column>> {
  const known = keys.map((key) => [key, of(key)] as const)
  const entries = known.filter(([, column]) => column.some((value) => value !== null))
  return Object.fromEntries(entries) as Partial<Record<K, Column>>
}

function worstP99(windows: readonly Window[], endpoint: Endpoint): number | null {
  const values = windows.flatMap(({ endpoints }) =>
    endpoints.flatMap((found) =>
      found.endpoint === endpoint && found.latency !== undefined ? [found.latency.p99Ms] : [],
    ),
  )
  return values.length === 0 ? null : Math.max(...values)
}

function sum({ endpoints }: Window, of: (summary: EndpointSummary) => number): number {
  return endpoints.reduce((total, summary) => total + of(summary), 0)
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0) / values.length
}
