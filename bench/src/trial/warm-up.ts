import { join } from 'node:path'
import { maxTasks } from '@telemark/architecture'
import type { Reading } from '@telemark/deployment'
import type { Sample } from '../load/sample.ts'
import { settingsFor } from '../load/settings.ts'
import type { LiveWindow } from '../load/watch.ts'
import { plateau } from '../plan/stages.ts'
import { calledEndpoints } from '../plan/workload.ts'
import type { Warning } from '../record/record.ts'
import type { Cell } from './cell.ts'
import type { Interval } from './interval.ts'
import { recordReadings } from './recorder.ts'
import { runLoad } from './run-load.ts'
import { perSecond } from './series.ts'

/** One run by hand: a task's CPU a write fell by a third (`baseline`) to two thirds (`redis`) over its first thousands of requests. */
const requestsATask = 6000
const rate = 1200
/** The end of the warm-up, in which nothing may change any more. */
const settledSeconds = 6
const settledWithin = 0.05

/** 6,000 requests a task, without limits on CPU: a runtime that still compiles must not be measured. */
export async function* warmUp(cell: Cell): AsyncGenerator<LiveWindow, readonly Warning[]> {
  const { deployment, architecture, workload, cohort } = cell
  const seconds = Math.max(settledSeconds, Math.ceil((requestsATask * maxTasks(architecture.scaling)) / rate))
  const stages = plateau(rate, seconds)
  const run = cohort.nextRun()
  const path = join(cohort.folder, `warm-up-${architecture.name}.run-${run}`)
  await deployment.clamp('off')
  await using recorder = recordReadings(deployment, `${path}.readings.ndjson.gz`)
  const { samples, endedAt } = yield* runLoad({
    deployment,
    settings: settingsFor({ plan: cohort.plan, workload, stages, run }),
    slo: cohort.plan.slo,
    endpoints: calledEndpoints(workload),
    stopAt: 'end',
    samplesPath: `${path}.csv.gz`,
    signal: cohort.signal,
  })
  await deployment.clamp('on')
  const warnings = settled(
    { readings: recorder.readings, samples },
    { from: endedAt - settledSeconds * 1000, to: endedAt },
  )
  return warnings.map((warning) => ({
    ...warning,
    message: `${architecture.name}, run ${run}: ${warning.message}`,
  }))
}

export interface WarmingUp {
  readonly readings: readonly Reading[]
  readonly samples: readonly Pick<Sample, 'endedAt'>[]
}

/** Whether CPU a request, of those that were answered, still changes from the first to the last third of an interval. */
export function settled(warming: WarmingUp, { from, to }: Interval): readonly Warning[] {
  const third = (to - from) / 3
  const first = cpuARequest(warming, { from, to: from + third })
  const last = cpuARequest(warming, { from: to - third, to })
  if (first === undefined || last === undefined || Math.abs(last - first) <= settledWithin * first) return []
  const change = Math.round((100 * (last - first)) / first)
  const message = `CPU a request changed by ${change} % from the first to the last third of the warm-up's end; at most 5 % is settled.`
  return [{ kind: 'cpuPerRequestNotSettled', message }]
}

function cpuARequest({ readings, samples }: WarmingUp, { from, to }: Interval): number | undefined {
  const cores = perSecond(readings, { component: 'api', metric: 'cpuSeconds', from, to })
  const answered = samples.filter(({ endedAt }) => endedAt >= from && endedAt < to).length
  return cores === undefined || answered === 0 ? undefined : (cores * (to - from)) / 1000 / answered
}
