import { maxTasks } from '@telemark/architecture'
import type { DeploymentPlan, Tasks } from '@telemark/deployment'
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
  set(tasks: Tasks): Promise<void>
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
    set: async (wanted) => {
      const { api, consumers } = wanted
      if (api !== 'autoscaled') assertTasks(api, { least: 1, of: 'API' })
      if (consumers !== undefined) assertTasks(consumers, { least: 0, of: 'consumer' })
      await halt()
      live = new AbortController()
      log.restart()
      const autoscaled = (one: ScaledTasks) => tasksOf(one, wanted) === 'autoscaled'
      await settleAll(scaled.map((one) => pin(one, wanted)))
      autoscalers = scaled.filter(autoscaled).map(autoscale)
    },
    [Symbol.asyncDispose]: halt,
  }
}

function assertTasks(tasks: number, { least, of }: { least: number; of: string }): void {
  if (Number.isInteger(tasks) && tasks >= least) return
  throw new RangeError(`Cannot run ${tasks} ${of} tasks: the number must be a whole one, at least ${least}.`)
}

/** What the autoscaler takes over stays as it is until then. */
async function pin(one: ScaledTasks, wanted: Tasks): Promise<void> {
  const tasks = tasksOf(one, wanted)
  if (tasks !== 'autoscaled') await one.tasks.scaleTo(tasks)
}

/** Consumers follow the API where nobody says otherwise. */
function tasksOf({ tasks, scaling }: ScaledTasks, { api, consumers }: Tasks): number | 'autoscaled' {
  const most = maxTasks(scaling)
  const following = api === 'autoscaled' ? api : most
  const wanted = tasks.component === 'consumer' ? (consumers ?? following) : api
  return wanted === 'autoscaled' && scaling.kind === 'fixed' ? most : wanted
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
