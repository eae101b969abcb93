import { join } from 'node:path'
import { type Architecture, maxTasks } from '@telemark/architecture'
import type { Reading } from '@telemark/deployment'
import { runLoad } from '../load/run-load.ts'
import type { Sample } from '../load/sample.ts'
import { settingsFor } from '../load/settings.ts'
import type { LiveWindow } from '../load/watch.ts'
import { highestRate } from '../plan/highest-rate.ts'
import { gentleRate, plateau } from '../plan/stages.ts'
import { calledEndpoints } from '../plan/workload.ts'
import type { Interval } from '../readings/readings-view.ts'
import { recordReadings } from '../readings/recorder.ts'
import { perSecond } from '../readings/series.ts'
import type { Warning } from '../record/record.ts'
import type { Cell } from './cell.ts'

/** One run by hand: a task's CPU a write fell by a third (`baseline`) to two thirds (`redis`) over its first thousands of requests. */
const requestsATask = 4500
const rate = 1200
/** After these, in which a request must not become much cheaper any more (doc/decisions/0018). */
const settledSeconds = 9
const settledWithin = 0.15

/**
 * 4,500 requests a task and 9 s more, without limits on CPU: a runtime that still compiles must not be measured. What cannot be clamped is
 * not pressed either: it gets only the 9 s, gently.
 */
export async function* warmUp(cell: Cell): AsyncGenerator<LiveWindow, readonly Warning[]> {
  const { deployment, architecture, workload, cohort, variant = undefined } = cell
  const { fleet } = variant ?? {}
  const canClamp = deployment.abilities.includes('clamp')
  const stages = canClamp
    ? plateau(rate, secondsFor(architecture))
    : plateau(gentleRate(highestRate(architecture, cohort.record)), settledSeconds)
  const run = cohort.nextRun()
  const path = join(cohort.folder, `warm-up-${architecture.name}.run-${run}`)
  if (canClamp) await deployment.clamp('off')
  await using recorder = recordReadings(deployment, `${path}.readings.ndjson.gz`)
  const { samples, endedAt } = yield* runLoad({
    deployment,
    settings: settingsFor({ plan: cohort.record.plan, workload, stages, run, ...(fleet && { fleet }) }),
    slo: cohort.record.plan.slo,
    endpoints: calledEndpoints(workload),
    stopAt: 'end',
    samplesPath: `${path}.csv.gz`,
    signal: cohort.signal,
  })
  if (canClamp) await deployment.clamp('on')
  const warnings = settled(
    { readings: recorder.readings, samples },
    { from: endedAt - settledSeconds * 1000, to: endedAt },
  )
  return warnings.map((warning) => ({
    ...warning,
    message: `${architecture.name}, run ${run}: ${warning.message}`,
  }))
}

/** Seconds of a warm-up of `architecture`. */
function secondsFor({ scaling }: Architecture): number {
  return Math.ceil((requestsATask * maxTasks(scaling)) / rate) + settledSeconds
}

/** Requests that each of its tasks has answered when `architecture` is warm. */
export function warmUpRequestsATask(architecture: Architecture): number {
  return Math.ceil((secondsFor(architecture) * rate) / maxTasks(architecture.scaling))
}

export interface WarmingUp {
  readonly readings: readonly Reading[]
  readonly samples: readonly Pick<Sample, 'endedAt'>[]
}

/** Whether CPU a request, of those that were answered, still falls from the first to the last third of an interval. A rise is no sign of compiling. */
export function settled(warming: WarmingUp, { from, to }: Interval): readonly Warning[] {
  const third = (to - from) / 3
  const first = cpuARequest(warming, { from, to: from + third })
  const last = cpuARequest(warming, { from: to - third, to })
  if (first === undefined || last === undefined || first - last <= settledWithin * first) return []
  const fall = Math.round((100 * (first - last)) / first)
  const message = `CPU a request fell by ${fall} % from the first to the last third of the warm-up's end; at most ${100 * settledWithin} % is settled.`
  return [{ kind: 'cpuPerRequestNotSettled', message }]
}

function cpuARequest({ readings, samples }: WarmingUp, { from, to }: Interval): number | undefined {
  const cores = perSecond(readings, { component: 'api', metric: 'cpuSeconds', from, to })
  const answered = samples.filter(({ endedAt }) => endedAt >= from && endedAt < to).length
  return cores === undefined || answered === 0 ? undefined : (cores * (to - from)) / 1000 / answered
}
