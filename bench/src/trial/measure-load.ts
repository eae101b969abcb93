import { basename, join } from 'node:path'
import type { Loss } from '@telemark/deployment'
import type { RateStage } from '../../k6/schedule.ts'
import type { Breach } from '../capacity/probe.ts'
import { firstLine } from '../first-line.ts'
import { type LoadOptions, runLoad } from '../load/run-load.ts'
import { settingsFor } from '../load/settings.ts'
import type { LiveWindow } from '../load/watch.ts'
import { sloOf } from '../plan/slo-of.ts'
import { secondsOf } from '../plan/stages.ts'
import { calledEndpoints } from '../plan/workload.ts'
import type { Interval } from '../readings/readings-view.ts'
import type { Recorder } from '../readings/recorder.ts'
import { type LoadRecord, rises, type Warning } from '../record/record.ts'
import type { Cell } from './cell.ts'
import { drain } from './drain.ts'
import { recordLoad } from './load-record.ts'
import { aroundCheckpoint, timedCheckpoint } from './timed-checkpoint.ts'
import { collectTimings } from './timings.ts'

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

/** Once stored events are older than this, 99 % within a second is out of reach: a ramp need not go on. */
const lagLimitSeconds = 1

/** Reset, load, drain, audit, judgement: one load and what is known of it. Yields its live windows. */
export async function* measureLoad(
  cell: Cell,
  request: LoadRequest,
): AsyncGenerator<LiveWindow, MeasuredLoad> {
  const { deployment, cohort, workload, variant = undefined } = cell
  const { fleet } = variant ?? {}
  const endpoints = calledEndpoints(workload)
  const lostBefore = deployment.losses.length
  await drain(deployment, cohort.signal) // of what came before: a warm-up, or nothing
  await deployment.reset({ cache: variant?.cache ?? 'warm' })
  await using timings = collectTimings(deployment)
  const settings = settingsFor({
    plan: cohort.record.plan,
    workload,
    stages: request.stages,
    run: cohort.nextRun(),
    ...(fleet && { fleet }),
    canaries: deployment.fleet.length > (fleet ?? cohort.record.plan.fleet).devices,
    witnessed: timings.witnessed,
  })
  const samplesPath = join(cohort.folder, `${request.trial}.run-${settings.run}.csv.gz`)
  using checkpoint = variant?.checkpoint && timedCheckpoint(deployment, secondsOf(request.stages) * 500)
  const outcome = yield* runLoad({
    deployment,
    settings,
    slo: sloOf(cohort.record.plan, workload),
    endpoints,
    stopAt: stopAtOf(request.kind),
    breachElsewhere: () => lagNow(request.recorder),
    samplesPath,
    ...(cohort.outputs && { outputs: cohort.outputs }),
    signal: cohort.signal,
  })
  const drained = await drain(deployment, cohort.signal)
  const losses = deployment.losses.slice(lostBefore)
  const load = await recordLoad(cell, {
    kind: request.kind,
    outcome,
    recorder: request.recorder,
    drainSeconds: drained.seconds,
    losses,
    timings: timings.known,
    samplesFile: basename(samplesPath),
  })
  const made = await checkpoint?.made
  const around = made && aroundCheckpoint(outcome.samples, { made, judged: judgedOf(load), endpoints })
  return {
    load: { ...load, ...(around && { checkpoint: around }) },
    warnings: warningsOf(load, drained.left, losses),
  }
}

function judgedOf({ judgedFrom: from, judgedTo: to }: LoadRecord): Interval {
  return { from, to }
}

/** A soak shows what becomes of a system in time, and so goes on whatever it breaks. */
function stopAtOf(kind: LoadRecord['kind']): LoadOptions['stopAt'] {
  if (kind === 'soak') return 'end'
  return rises(kind) ? 'breach' : 'futility'
}

function lagNow(recorder: Recorder): Breach | undefined {
  const observedSeconds = recorder.latest('consumer', 'lagSeconds') ?? 0
  return observedSeconds > lagLimitSeconds
    ? { kind: 'lag', observedSeconds, limitSeconds: lagLimitSeconds }
    : undefined
}

function warningsOf({ audit, run }: LoadRecord, left: number, losses: readonly Loss[]): readonly Warning[] {
  const lost = `Run ${run}: ${audit.lost} of ${audit.acknowledged} acknowledged events are not stored.`
  const changed = `Run ${run}: ${audit.corrupted} stored events hold something else than was sent.`
  const late = `Run ${run}: ${left} events were still enqueued when the drain was given up.`
  return [
    ...losses.map((loss) => ({ kind: 'partLost', message: sayLoss(run, loss) }) as const),
    ...(audit.lost > 0 ? [{ kind: 'lostEvents', message: lost } as const] : []),
    ...((audit.corrupted ?? 0) > 0 ? [{ kind: 'corruptedEvents', message: changed } as const] : []),
    ...(left > 0 ? [{ kind: 'drainTimedOut', message: late } as const] : []),
  ]
}

function sayLoss(run: number, { part, reason }: Loss): string {
  return `Run ${run}: ${part} was lost: ${firstLine(reason)}`
}
