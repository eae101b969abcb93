import { type ComponentKind, componentKinds } from '@telemark/architecture'
import type { Reading } from '@telemark/deployment'
import { type Endpoint, endpoints } from '../plan/workload.ts'
import { type LoadRecord, rises, type TrialWithReadings, type Window } from '../record/record.ts'
import {
  type Column,
  largestOf,
  meanOf,
  quotientOf,
  type SeriesColumns,
  seriesColumns,
  sumOf,
} from './timeline/series-columns.ts'

/** A load that rises and what every part did under it, on one axis: columns of as many values as `seconds`, `null` where a value is not known. */
export interface Timeline {
  readonly architecture: string
  readonly workload: string
  readonly run: number
  readonly kind: LoadRecord['kind']
  /** Milliseconds since the epoch: where second 0 begins. */
  readonly startedAt: number
  /** Seconds since `startedAt`: what was judged. The load breached at its end, if it did. */
  readonly judged: { readonly from: number; readonly to: number }
  /** 0, 1, 2 …: each column's value is of the second that begins there. */
  readonly seconds: readonly number[]
  /** Requests a second. */
  readonly offeredRate: Column
  /** Answers a second, failures included. */
  readonly answeredRate: Column
  /** Failures a second. */
  readonly failures: Column
  /** Milliseconds, by endpoint; only of those that are called. */
  readonly p99Ms: Partial<Record<Endpoint, Column>>
  /** Of the envelopes, mean over the tasks (1 = all of it); the balancer and the generator have none: cores. */
  readonly cpuShare: Partial<Record<ComponentKind | 'loadGenerator', Column>>
  /** Share of the second in which a task stood still because its CPU quota was used up, mean over the tasks. */
  readonly throttledShare: Partial<Record<ComponentKind, Column>>
  readonly apiTasks: Column
  readonly lagEvents: Column
  readonly lagSeconds: Column
  /** Of PostgreSQL. */
  readonly connections: Column
  /** Requests that wait for a connection, all tasks. */
  readonly poolWaiting: Column
  /** Share of lookups in Redis that found something. */
  readonly redisHitShare: Column
  readonly fsyncsPerSecond: Column
  /** Updates of the latest row, one a stored event; `null` where the workload writes nothing: then only the reset before a load commits any. */
  readonly rowsCommittedPerSecond: Column
  /** p99 of the delay of an API task's event loop, of the worst task, milliseconds. */
  readonly eventLoopDelayMs: Column
}

/** One for each ramp and stress load of `trial`. Pure. */
export function timelineOf(trial: TrialWithReadings): readonly Timeline[] {
  return trial.loads
    .filter(({ kind, windows }) => rises(kind) && windows.length > 0)
    .map((load) => lineOf(trial, load))
}

function lineOf(trial: TrialWithReadings, load: LoadRecord): Timeline {
  const { windows } = load
  const startedAt = windows[0]?.at ?? load.judgedFrom
  const columns = seriesColumns(trial.readings, { startedAt, count: windows.length })
  const since = (at: number) => rounded((at - startedAt) / 1000)
  return {
    architecture: trial.architecture.name,
    workload: trial.workload.name,
    run: load.run,
    kind: load.kind,
    startedAt,
    judged: { from: since(load.judgedFrom), to: since(load.judgedTo) },
    seconds: windows.map((_, second) => second),
    ...answersOf(windows),
    ...cpuOf(columns),
    ...partsOf(columns, windows.length),
    rowsCommittedPerSecond: filledTo(
      windows.length,
      trial.workload.mix.write > 0 ? sumOf(columns.growth('postgres', 'rowsUpdated')) : [],
    ),
  }
}

function answersOf(windows: readonly Window[]) {
  const total = (of: (window: Window['endpoints'][number]) => number) =>
    windows.map((window) => window.endpoints.reduce((sum, summary) => sum + of(summary), 0))
  const called = endpoints.filter((endpoint) =>
    windows.some((window) => window.endpoints.some((summary) => summary.endpoint === endpoint)),
  )
  return {
    offeredRate: windows.map(({ offeredRate }) => offeredRate),
    answeredRate: total(({ attempts }) => attempts),
    failures: total(({ failures }) => failures),
    p99Ms: Object.fromEntries(
      called.map((endpoint) => [endpoint, windows.map((window) => p99In(window, endpoint))]),
    ),
  }
}

function p99In({ endpoints: summaries }: Window, endpoint: Endpoint): number | null {
  const p99Ms = summaries.find((summary) => summary.endpoint === endpoint)?.latency?.p99Ms
  return p99Ms === undefined ? null : rounded(p99Ms)
}

function cpuOf(columns: SeriesColumns) {
  const share = (component: Reading['component']) => {
    const used = columns.growth(component, 'cpuSeconds')
    const limits = columns.level(component, 'cpuLimitCores')
    return limits.length === 0 ? sumOf(used) : quotientOf(sumOf(used), sumOf(limits))
  }
  return {
    cpuShare: byComponent([...componentKinds, 'loadGenerator'], share),
    throttledShare: byComponent(componentKinds, (component) =>
      meanOf(columns.growth(component, 'throttledSeconds')),
    ),
  }
}

function partsOf(columns: SeriesColumns, count: number) {
  const filled = (column: Column) => filledTo(count, column)
  const hits = sumOf(columns.growth('redis', 'keyspaceHits'))
  const lookups = sumOf([hits, sumOf(columns.growth('redis', 'keyspaceMisses'))])
  return {
    apiTasks: filled(largestOf(columns.level('api', 'tasksRunning'))),
    lagEvents: filled(largestOf(columns.level('kafka', 'lagEvents'))),
    lagSeconds: filled(largestOf(columns.level('consumer', 'lagSeconds'))),
    connections: filled(sumOf(columns.level('postgres', 'connections'))),
    poolWaiting: filled(sumOf(columns.level('api', 'poolWaiting'))),
    redisHitShare: filled(quotientOf(hits, lookups)),
    fsyncsPerSecond: filled(sumOf(columns.growth('postgres', 'fsyncOperations'))),
    eventLoopDelayMs: filled(
      largestOf(columns.level('api', 'eventLoopDelayP99Seconds')).map((s) => (s === null ? null : s * 1000)),
    ),
  }
}

function filledTo(count: number, column: Column): Column {
  const known = roundedColumn(column)
  return known.length === 0 ? Array.from({ length: count }, () => null) : known
}

function byComponent<C extends string>(components: readonly C[], of: (component: C) => Column) {
  const entries = components.flatMap((component) => {
    const column = roundedColumn(of(component))
    return column.some((value) => value !== null) ? [[component, column] as const] : []
  })
  return Object.fromEntries(entries) as Partial<Record<C, Column>>
}

function roundedColumn(column: Column): Column {
  return column.map((value) => (value === null ? null : rounded(value)))
}

/** Four digits are more than a plot shows, and keep a report small. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
