import { basename, join } from 'node:path'
import type { LoadSettings } from '../../k6/load.ts'
import { type RateStage, rateAt } from '../../k6/schedule.ts'
import type { Breach, ProbeResult } from '../capacity/probe.ts'
import { audit } from '../ledger/ledger.ts'
import { latenessP99 } from '../load/lateness.ts'
import { summarise } from '../load/summary.ts'
import { virtualUsersFor } from '../load/virtual-users.ts'
import type { LiveWindow } from '../load/watch.ts'
import { windowsOf } from '../load/windows.ts'
import { sloOf } from '../plan/slo-of.ts'
import { calledEndpoints } from '../plan/workload.ts'
import type { LoadRecord, Warning } from '../record/record.ts'
import type { Cell } from './cell.ts'
import { drain } from './drain.ts'
import { type Interval, judge, worstRunDelay } from './judge.ts'
import { lagGrowthSeconds, peakBacklog } from './lag.ts'
import type { Recorder } from './recorder.ts'
import { type LoadOutcome, runLoad } from './run-load.ts'
import { perSecond } from './series.ts'

export interface LoadRequest {
  readonly kind: LoadRecord['kind']
  readonly stages: readonly RateStage[]
  /** The trial's id: names the file of samples. */
  readonly trial: string
  readonly recorder: Recorder
}

export interface MeasuredLoad {
  readonly load: LoadRecord
  readonly warnings: readonly Warning[]
}

const settleMs = 2000
const rampJudgedMs = 5000
const jitterWidthMs = 100
/** Once stored events are older than this, 99 % within a second is out of reach: a ramp need not go on. */
const lagLimitSeconds = 1

/** Reset, load, drain, audit, judgement: one load and what is known of it. Yields its live windows. */
export async function* measureLoad(
  cell: Cell,
  request: LoadRequest,
): AsyncGenerator<LiveWindow, MeasuredLoad> {
  const { deployment, cohort, workload } = cell
  await deployment.reset({ cache: 'warm' })
  const settings = settingsFor(cell, request.stages)
  const samplesPath = join(cohort.folder, `${request.trial}.run-${settings.run}.csv.gz`)
  const outcome = yield* runLoad({
    deployment,
    settings,
    slo: sloOf(cohort.plan, workload),
    endpoints: calledEndpoints(workload),
    stopAt: rises(request.kind) ? { kind: 'breach' } : { kind: 'doom', settleMs },
    breachElsewhere: () => lagNow(request.recorder),
    samplesPath,
    signal: cohort.signal,
  })
  const drained = await drain(deployment, cohort.signal)
  const load = await judgeOutcome(cell, request, {
    outcome,
    drainSeconds: drained.seconds,
    samplesFile: basename(samplesPath),
  })
  return { load, warnings: warningsOf(load, drained.left) }
}

function settingsFor(cell: Cell, stages: readonly RateStage[]): LoadSettings {
  const { plan, nextRun } = cell.cohort
  const run = nextRun()
  return {
    run,
    seed: plan.seed + run,
    mix: cell.workload.mix,
    stages,
    timeoutSeconds: 5,
    jitterMs: jitterWidthMs,
    virtualUsers: virtualUsersFor(stages, { limitMs: plan.slo.latency.limitMs, jitterMs: jitterWidthMs }),
  }
}

interface Finished {
  readonly outcome: LoadOutcome
  readonly drainSeconds: number
  readonly samplesFile: string
}

async function judgeOutcome(
  cell: Cell,
  { kind, recorder }: LoadRequest,
  finished: Finished,
): Promise<LoadRecord> {
  const { outcome } = finished
  const { settings, samples } = outcome
  const endpoints = calledEndpoints(cell.workload)
  const span = judgedInterval(kind, outcome)
  const ledger = await audit(cell.deployment.stored(), {
    run: settings.run,
    samples,
    begun: begunRequests(outcome),
    judgedFrom: span.from,
    judgedTo: span.to,
  })
  const judged = samples.filter(({ sentAt }) => sentAt >= span.from && sentAt < span.to)
  const summaries = summarise(judged, endpoints)
  const writesPerSecond =
    judged.filter(({ endpoint }) => endpoint === 'write').length / ((span.to - span.from) / 1000)
  const runDelay = worstRunDelay(recorder.readings, span)
  const facts = {
    slo: sloOf(cell.cohort.plan, cell.workload),
    endpoints: summaries,
    ...failureOf(outcome),
    doomed: outcome.stopped !== undefined,
    dropped: outcome.dropped,
    generatorCpuShare: generatorShare(cell, recorder, outcome, span),
    latenessP99Ms: outcome.dropped > 0 ? 0 : latenessP99(judged, settings),
    completion: ledger.completion,
    lagGrowthSeconds: lagGrowthSeconds(recorder.readings, span, writesPerSecond),
    ...(runDelay && { runDelay }),
  }
  return {
    run: settings.run,
    kind,
    stages: settings.stages,
    judgedFrom: Math.round(span.from),
    judgedTo: Math.round(span.to),
    rate: rateBetween(span, outcome),
    result: rises(kind) ? rampResult(outcome, facts.failure) : judge(facts),
    endpoints: summaries,
    windows: windowsOf(samples, { startedAt: outcome.startedAt, settings, endpoints }),
    droppedIterations: outcome.dropped,
    generatorCpuShare: facts.generatorCpuShare,
    latenessP99Ms: facts.latenessP99Ms,
    completion: ledger.completion,
    peakBacklogEvents: peakBacklog(recorder.readings, { from: outcome.startedAt, to: Date.now() }),
    drainSeconds: finished.drainSeconds,
    audit: ledger.audit,
    samplesFile: finished.samplesFile,
  }
}

/** Whether the load goes up until it breaches, or holds one rate. */
function rises(kind: LoadRecord['kind']): boolean {
  return kind === 'ramp' || kind === 'stress'
}

/** Of a plateau: all but its settling, up to its end or its doom. Of a ramp: the last 5 s before its breach, or before it is over or goes down. */
function judgedInterval(kind: LoadRecord['kind'], { startedAt, settings, stopped }: LoadOutcome): Interval {
  const { stages } = settings
  const up = stages.at(-1)?.rate === 0 ? stages.slice(0, -1) : stages
  const end = startedAt + up.reduce((sum, { seconds }) => sum + seconds, 0) * 1000
  if (!rises(kind)) return { from: startedAt + settleMs, to: stopped?.at ?? end }
  const to = stopped?.at ?? end
  return { from: Math.max(startedAt, to - rampJudgedMs), to: Math.max(to, startedAt + 1) }
}

function rateBetween({ from, to }: Interval, { startedAt, settings }: LoadOutcome): number {
  return Math.round(rateAt(((from + to) / 2 - startedAt) / 1000, settings.stages))
}

function rampResult({ stopped, dropped }: LoadOutcome, failure: string | undefined): ProbeResult {
  if (failure !== undefined) return { kind: 'invalid', reason: { kind: 'loadFailed', message: failure } }
  if (stopped !== undefined) return { kind: 'fail', breach: stopped.breach }
  return dropped > 0
    ? { kind: 'fail', breach: { kind: 'saturated', droppedIterations: dropped } }
    : { kind: 'pass' }
}

/** k6 ends with 0 when the schedule is done; stopped by us, with anything. */
function failureOf({ end, stopped, samples }: LoadOutcome): { readonly failure?: string } {
  if (end.exitCode === 0 && samples.length > 0) return {}
  if (stopped !== undefined) return {}
  return {
    failure: `k6 ended with exit code ${end.exitCode} after ${samples.length} requests: ${end.stderr.trim().slice(-400)}`,
  }
}

/** k6 may have begun one more request for each of its virtual users than it reported. */
function begunRequests({ samples, settings }: LoadOutcome): number {
  return samples.reduce((most, { n }) => Math.max(most, n + 1), 0) + settings.virtualUsers
}

function generatorShare(cell: Cell, recorder: Recorder, outcome: LoadOutcome, span: Interval): number {
  const cores = perSecond(recorder.readings, { component: 'loadGenerator', metric: 'cpuSeconds', ...span })
  const average = outcome.end.cpuSeconds / Math.max(1, (outcome.endedAt - outcome.startedAt) / 1000)
  return (cores ?? average) / cell.cohort.machine.generatorCores
}

function lagNow(recorder: Recorder): Breach | undefined {
  const observedSeconds = recorder.latest('consumer', 'lagSeconds') ?? 0
  return observedSeconds > lagLimitSeconds
    ? { kind: 'lag', observedSeconds, limitSeconds: lagLimitSeconds }
    : undefined
}

function warningsOf({ audit, run }: LoadRecord, left: number): readonly Warning[] {
  const lost = `Run ${run}: ${audit.lost} of ${audit.acknowledged} acknowledged events are not stored.`
  const late = `Run ${run}: ${left} events were still enqueued when the drain was given up.`
  return [
    ...(audit.lost > 0 ? [{ kind: 'lostEvents', message: lost } as const] : []),
    ...(left > 0 ? [{ kind: 'drainTimedOut', message: late } as const] : []),
  ]
}
