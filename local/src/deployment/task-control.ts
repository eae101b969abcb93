import { maxTasks } from '@telemark/architecture'
import type { DeploymentPlan } from '@telemark/deployment'
import { systemClock } from '../autoscaler/clock.ts'
import type { CompressedTime } from '../autoscaler/compression.ts'
import { targetTrackingRules as rules } from '../autoscaler/rules.ts'
import { runAutoscaler, type ScalableTasks } from '../autoscaler/runner.ts'
import { settleAll } from '../settle-all.ts'
import type { TaskSet } from '../tasks/task-set.ts'
import type { DecisionLog } from './decision-log.ts'
import { envelopeLimit } from './envelope-limit.ts'
import type { ScaledTasks } from './task-sets.ts'

/** Who says how many tasks run: the caller, or the autoscaler. Disposing stops the autoscaler. */
export interface TaskControl extends AsyncDisposable {
  /** @throws RangeError for a number of tasks that is none. */
  set(api: number | 'autoscaled'): Promise<void>
}

export interface TaskControlOptions {
  readonly plan: DeploymentPlan
  readonly scaled: readonly ScaledTasks[]
  readonly time: CompressedTime
  readonly log: DecisionLog
  report(line: string): void
}

/** Nobody changes anything until `set` is called. */
export function taskControl({ plan, scaled, time, log, report }: TaskControlOptions): TaskControl {
  let live = new AbortController()
  let autoscalers: readonly Promise<void>[] = []

  const halt = async () => {
    live.abort()
    await Promise.all(autoscalers)
    autoscalers = []
  }

  const autoscale = ({ tasks, scaling }: ScaledTasks): Promise<void> => {
    if (scaling.kind === 'fixed') return Promise.resolve()
    const autoscaling = {
      ...scaling,
      tasks: scalable(tasks, { startMs: time.toMs(rules.startSeconds), report }),
      reservedCores: envelopeLimit(plan.sizes[tasks.component], plan.coresPerVcpu).cores,
      rules,
      time,
      clock: systemClock,
      onDecision: log.add,
    }
    return runAutoscaler(autoscaling, live.signal)
  }

  return {
    set: async (api) => {
      if (api !== 'autoscaled' && !(Number.isInteger(api) && api >= 1)) {
        throw new RangeError(`Cannot run ${api} API tasks: the number must be a whole one, at least 1.`)
      }
      await halt()
      live = new AbortController()
      log.restart()
      await settleAll(scaled.map((one) => pin(one, api)))
      if (api === 'autoscaled') autoscalers = scaled.map(autoscale)
    },
    [Symbol.asyncDispose]: halt,
  }
}

/** What the autoscaler takes over stays as it is; consumers are pinned whenever the API is. */
async function pin({ tasks, scaling }: ScaledTasks, api: number | 'autoscaled'): Promise<void> {
  if (api === 'autoscaled' && scaling.kind === 'targetTracking') return
  await tasks.scaleTo(api === 'autoscaled' || tasks.component === 'consumer' ? maxTasks(scaling) : api)
}

function scalable(
  tasks: TaskSet,
  { startMs, report }: { startMs: number; report(line: string): void },
): ScalableTasks {
  return {
    component: tasks.component,
    running: () => tasks.running().length,
    wanted: () => tasks.wanted(),
    deploying: () => tasks.changing(),
    cpuSeconds: async () => {
      const usages = tasks.running().map(async ({ name, envelope }) => {
        const { cpuSeconds } = await envelope.usage()
        return [name, cpuSeconds] as const
      })
      return new Map(await Promise.all(usages))
    },
    scaleTo: (wanted) => {
      // Nothing is lost but time: while the alarm stays on, the next minute tries again.
      tasks
        .scaleTo(wanted, startMs)
        .catch((error) => report(`Cannot run ${wanted} ${tasks.component} tasks: ${error.message}`))
    },
  }
}
