import type { Loss, RequestTiming } from '@telemark/deployment'
import type { ProbeResult } from '../capacity/probe.ts'
import { audit, type LedgerResult, type SentRun } from '../ledger/ledger.ts'
import { freshnessOf } from '../load/freshness.ts'
import { latenessP99 } from '../load/lateness.ts'
import type { LoadOutcome } from '../load/run-load.ts'
import type { Sample } from '../load/sample.ts'
import { summarise } from '../load/summary.ts'
import { windowsOf } from '../load/windows.ts'
import { sloOf } from '../plan/slo-of.ts'
import { calledEndpoints } from '../plan/workload.ts'
import type { Interval } from '../readings/readings-view.ts'
import type { Recorder } from '../readings/recorder.ts'
import { perSecond } from '../readings/series.ts'
import { type IntervalSummary, type LoadRecord, rises, type Witness } from '../record/record.ts'
import type { Cell } from './cell.ts'
import { heldRateOf, judgedInterval, rateOf } from './interval.ts'
import { heldBefore, judge, judgeRamp, type PlateauFacts } from './judge.ts'
import { lagGrowthSeconds, peakBacklog } from './lag.ts'
import { shortageOf } from './shortage.ts'
import { disagreement, witnessOf } from './witness.ts'

/** A load that is over and drained. */
export interface FinishedLoad {
  readonly kind: LoadRecord['kind']
  readonly outcome: LoadOutcome
  readonly recorder: Recorder
  readonly drainSeconds: number
  /** What died meanwhile. */
  readonly losses: readonly Loss[]
  /** What the load balancer said of the load's requests. */
  readonly timings: readonly RequestTiming[]
  readonly samplesFile: string
}

/** Audits and judges a load. Needs everything that was acknowledged to be stored, or given up. */
export async function recordLoad(cell: Cell, load: FinishedLoad): Promise<LoadRecord> {
  const { kind, outcome } = load
  const { settings, samples, startedAt, dropped } = outcome
  const span = judgedInterval(kind, outcome)
  const judged = judgedSamples(kind, samples, span)
  const witness = witnessOf(judged, { timings: load.timings, run: settings.run })
  const ledger = await audit(cell.deployment.stored(), {
    runs: sentRuns(outcome),
    judgedFrom: span.from,
    judgedTo: span.to,
  })
  const facts = factsOf(cell, { ...load, span, judged, witness, ledger })
  return {
    run: settings.run,
    kind,
    stages: settings.stages,
    judgedFrom: Math.round(span.from),
    judgedTo: Math.round(span.to),
    rate: rateOf(span, outcome),
    ...held(load, span, facts),
    result: resultOf(load, facts),
    endpoints: facts.endpoints,
    ...(kind === 'soak' && { thirds: thirdsOf(samples, span, cell) }),
    windows: windowsOf(samples, { startedAt, settings, endpoints: calledEndpoints(cell.workload) }),
    droppedIterations: dropped,
    generatorCpuShare: facts.generatorCpuShare,
    latenessP99Ms: facts.latenessP99Ms,
    completion: ledger.completion,
    peakBacklogEvents: peakBacklog(load.recorder.readings, { from: startedAt, to: Date.now() }),
    drainSeconds: load.drainSeconds,
    audit: ledger.audit,
    ...(settings.canaries && { freshness: facts.freshness }),
    ...(witness && { witness }),
    samplesFile: load.samplesFile,
  }
}

/** A soak is judged in parts too: what drifts shows between the first and the last. */
function thirdsOf(
  samples: readonly Sample[],
  { from, to }: Interval,
  cell: Cell,
): readonly IntervalSummary[] {
  const width = (to - from) / 3
  return [0, 1, 2].map((third) => {
    const part = { from: from + third * width, to: from + (third + 1) * width }
    const own = samples.filter(({ sentAt }) => sentAt >= part.from && sentAt < part.to)
    return {
      from: Math.round(part.from),
      to: Math.round(part.to),
      endpoints: summarise(own, calledEndpoints(cell.workload)),
    }
  })
}

function held(
  { kind, outcome }: FinishedLoad,
  span: Interval,
  facts: PlateauFacts,
): { readonly heldRate?: number } {
  const rate = rises(kind) && heldBefore(facts) ? heldRateOf(span, outcome) : undefined
  return rate === undefined ? {} : { heldRate: rate }
}

function resultOf({ kind, outcome }: FinishedLoad, facts: PlateauFacts): ProbeResult {
  return rises(kind) ? judgeRamp(facts, outcome.stopped?.breach) : judge(facts)
}

interface Audited extends FinishedLoad {
  readonly span: Interval
  readonly judged: readonly Sample[]
  readonly witness: Witness | undefined
  readonly ledger: LedgerResult
}

function factsOf(cell: Cell, load: Audited): PlateauFacts {
  const { outcome, recorder, span, judged, ledger, losses } = load
  const { dropped, settings, stopped, canaries } = outcome
  const { readings } = recorder
  const doubt = disagreement(load.witness, cell.cohort.record.sizing.witness)
  const shortage = shortageOf(readings, span, cell.cohort.record.machine)
  const slo = sloOf(cell.cohort.record.plan, cell.workload)
  return {
    slo,
    endpoints: summarise(judged, calledEndpoints(cell.workload), slo.latency.limitMs),
    ...failureOf(outcome),
    futile: stopped !== undefined,
    dropped,
    generatorCpuShare: generatorShare(cell, { outcome, recorder, span }),
    latenessP99Ms: dropped > 0 ? 0 : latenessP99(judged, settings),
    completion: ledger.completion,
    freshness: freshnessOf(canaries, span),
    lagGrowthSeconds:
      cell.architecture.ingest.kind === 'queued'
        ? lagGrowthSeconds(readings, span, writesPerSecond(judged, span))
        : 0,
    ...(doubt && { disagreement: doubt }),
    ...(shortage && { shortage }),
    ...(losses[0] && { loss: losses[0] }),
  }
}

/**
 * What was sent meanwhile; of a load that rises, what was answered: its breach is seen in the answers, and those to the
 * requests before it that came later belong to the breach.
 */
function judgedSamples(
  kind: LoadRecord['kind'],
  samples: readonly Sample[],
  { from, to }: Interval,
): readonly Sample[] {
  const moment = rises(kind) ? 'endedAt' : 'sentAt'
  return samples.filter(({ [moment]: at }) => at >= from && at < to)
}

function writesPerSecond(judged: readonly Sample[], { from, to }: Interval): number {
  return judged.filter(({ endpoint }) => endpoint === 'write').length / ((to - from) / 1000)
}

/** k6 ends with 0 when the schedule is done; stopped by us, with anything. */
function failureOf({ end, stopped, samples }: LoadOutcome): { readonly failure?: string } {
  if (stopped !== undefined || (end.exitCode === 0 && samples.length > 0)) return {}
  const said = end.stderr.trim().slice(-400)
  return { failure: `k6 ended with exit code ${end.exitCode} after ${samples.length} requests: ${said}` }
}

/** The load's writes, and its canaries'. */
function sentRuns({ samples, canaries, settings }: LoadOutcome): readonly SentRun[] {
  const writes = samples.filter(({ endpoint }) => endpoint === 'write')
  const load = { run: settings.run, writes, begun: begun(samples, settings.virtualUsers) }
  if (settings.canaries === undefined) return [load]
  const { run, virtualUsers } = settings.canaries
  return [load, { run, writes: canaries, begun: begun(canaries, virtualUsers) }]
}

/** k6 may have begun one more request for each of its virtual users than it reported. */
function begun(reported: readonly { readonly n: number }[], virtualUsers: number): number {
  return reported.reduce((most, { n }) => Math.max(most, n + 1), 0) + virtualUsers
}

/**
 * k6's CPU from readings of the interval; where it is too short for two, from those since the schedule began, and only without
 * them from all that it used, its costly start included. And the CPU of this process, which reads its rows on the same cores.
 */
function generatorShare(
  cell: Cell,
  { outcome, recorder, span }: Pick<Audited, 'outcome' | 'recorder' | 'span'>,
): number {
  const { startedAt, endedAt } = outcome
  const coresWithin = ({ from, to }: Interval) =>
    perSecond(recorder.readings, { component: 'loadGenerator', metric: 'cpuSeconds', from, to })
  const average = outcome.end.cpuSeconds / Math.max(1, (endedAt - startedAt) / 1000)
  const k6Cores = coresWithin(span) ?? coresWithin({ from: startedAt, to: endedAt }) ?? average
  return (k6Cores + outcome.benchCores) / cell.cohort.record.machine.generatorCores
}
