import type { Architecture } from '@telemark/architecture'
import type { Reading } from '@telemark/deployment'
import type { ProbeResult } from '../../src/capacity/probe.ts'
import { type PlanOptions, planFor } from '../../src/plan/plan-for.ts'
import type { Workload } from '../../src/plan/workload.ts'
import type {
  CohortRecord,
  EndpointSummary,
  LoadRecord,
  TrialWithReadings,
  Window,
} from '../../src/record/record.ts'
import { cohortRecord, loadRecord, trialRecord } from '../record/records.ts'

export const pass: ProbeResult = { kind: 'pass' }

export const tooSlow: ProbeResult = {
  kind: 'fail',
  breach: { kind: 'latency', endpoint: 'write', percentile: 99, observedMs: 412, limitMs: 300 },
}

export const generatorBusy: ProbeResult = {
  kind: 'invalid',
  reason: { kind: 'generatorCpu', observed: 0.93, limit: 0.8 },
}

export function cohortOf(options: PlanOptions): CohortRecord {
  return { ...cohortRecord, plan: planFor(options) }
}

/** Ten seconds at `rate`, judged from 1,000 to 11,000. */
export function probe(rate: number, result: ProbeResult, more: Partial<LoadRecord> = {}): LoadRecord {
  return {
    ...loadRecord,
    stages: [{ seconds: 10, rate }],
    judgedFrom: 1000,
    judgedTo: 11_000,
    rate,
    result,
    endpoints: [answers('write', rate * 5, 20), answers('latest', rate * 5, 10)],
    generatorCpuShare: 0.3,
    latenessP99Ms: 1,
    completion: 1,
    audit: { ...loadRecord.audit, acknowledged: 1000, stored: 1000 },
    ...more,
  }
}

/** A second a window, rising by 10 requests a second; held `rate`, and broke at the window after it. */
export function ramp(rate: number, more: Partial<LoadRecord> = {}): LoadRecord {
  const seconds = rate / 10 + 2
  const windows = Array.from({ length: seconds }, (_, second) => windowAt(second))
  const judgedTo = (rate / 10) * 1000
  return probe(rate, tooSlow, {
    kind: 'ramp',
    windows,
    judgedFrom: judgedTo - 5000,
    judgedTo,
    heldRate: rate,
    ...more,
  })
}

function windowAt(second: number): Window {
  const offeredRate = (second + 1) * 10
  return { at: second * 1000, offeredRate, endpoints: [answers('write', offeredRate, second)] }
}

export function answers(
  endpoint: EndpointSummary['endpoint'],
  attempts: number,
  p99Ms: number,
): EndpointSummary {
  const latency = { p50Ms: p99Ms / 4, p95Ms: p99Ms / 2, p99Ms, p999Ms: p99Ms * 2, maxMs: p99Ms * 3 }
  return { endpoint, attempts, failures: 0, timeouts: 0, statuses: { 201: attempts }, latency }
}

export function trialOf(
  architecture: Architecture,
  workload: Workload,
  { loads, readings = [] }: { loads: readonly LoadRecord[]; readings?: readonly Reading[] },
): TrialWithReadings {
  return {
    ...trialRecord,
    id: `1-${architecture.name}-${workload.name}`,
    architecture,
    workload,
    loads,
    readings,
  }
}

/** A component that uses `share` of one core for the first 12 seconds, read once a second. */
export function busy(component: Reading['component'], share: number, task = 1): readonly Reading[] {
  return seconds.flatMap((at) => [
    { at: at * 1000, component, task, metric: 'cpuSeconds' as const, value: 100 + at * share },
    { at: at * 1000, component, task, metric: 'cpuLimitCores' as const, value: 1 },
  ])
}

/** A gauge that stays at `value`. */
export function steady(
  component: Reading['component'],
  metric: Reading['metric'],
  value: number,
): readonly Reading[] {
  return seconds.map((at) => ({ at: at * 1000, component, task: 1, metric, value }))
}

const seconds = Array.from({ length: 13 }, (_, second) => second)
