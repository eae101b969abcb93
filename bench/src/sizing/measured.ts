import type { Reading, RequestTiming } from '@telemark/deployment'
import type { LoadOutcome } from '../load/run-load.ts'
import type { Sample } from '../load/sample.ts'
import { summarise } from '../load/summary.ts'
import { endpoints } from '../plan/workload.ts'
import { perSecond } from '../readings/series.ts'

/** One load of the calibration, and what was read meanwhile. */
export interface Measured {
  readonly outcome: LoadOutcome
  readonly readings: readonly Reading[]
  /** What the load balancer said. */
  readonly timings: readonly RequestTiming[]
}

/** Connections open and caches fill meanwhile. */
const costFromMs = 1000

/** The rate at which the ramp was stopped, or its last. */
export function reached({ settings, samples, startedAt, endedAt, stopped }: LoadOutcome): number {
  const to = stopped?.at ?? endedAt
  const last = samples.filter(({ sentAt }) => sentAt >= to - 1000 && sentAt < to).length
  const end = Math.max(...settings.stages.map(({ rate }) => rate))
  return to - startedAt < 1000 ? (settings.stages[0]?.rate ?? end) : Math.min(end, last)
}

/** What was sent once connections were open. */
export function settled({ outcome }: Measured): readonly Sample[] {
  return outcome.samples.filter(({ sentAt }) => sentAt >= outcome.startedAt + costFromMs)
}

/** The 99th percentile of the latency, connections open, of the slowest endpoint. */
export function p99(measured: Measured): number {
  return Math.max(0, ...summarise(settled(measured), endpoints).map(({ latency }) => latency?.p99Ms ?? 0))
}

/** As `cpuMs`, of a component that always has readings. */
export function cost(measured: Measured, component: 'api' | 'postgres'): number {
  const ms = cpuMs(measured, component)
  if (ms === undefined)
    throw new Error(
      `Cannot calibrate: readings of the CPU of ${component} are required while it is under load, and there are fewer than two.`,
    )
  return ms
}

/** Milliseconds of a component's CPU for each request that was answered meanwhile, or in the last `lastMs`. */
export function cpuMs(
  { outcome, readings }: Measured,
  component: 'api' | 'postgres' | 'loadGenerator' | 'loadBalancer',
  lastMs: number = Number.POSITIVE_INFINITY,
): number | undefined {
  const to = outcome.stopped?.at ?? outcome.endedAt
  const from = Math.max(outcome.startedAt + costFromMs, to - lastMs)
  const cores = perSecond(readings, { component, metric: 'cpuSeconds', from, to })
  const answered = outcome.samples.filter(({ endedAt }) => endedAt >= from && endedAt < to).length
  return cores === undefined || answered === 0 ? undefined : (cores * (to - from)) / answered
}

/** At the end of a ramp: k6 pays several times as much for the first request of each virtual user. */
const steadyMs = 3000

/** Milliseconds of CPU that one request costs the generator: k6, and this process, which reads its rows on the same cores. */
export function generatorCpuMs(measured: Measured): number {
  const { end, samples, benchCores, startedAt, endedAt } = measured.outcome
  const k6 = cpuMs(measured, 'loadGenerator', steadyMs) ?? (end.cpuSeconds * 1000) / samples.length
  return k6 + (benchCores * (endedAt - startedAt)) / samples.length
}
