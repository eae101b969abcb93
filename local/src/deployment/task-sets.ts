import { type Architecture, maxTasks, minTasks, type Scaling } from '@telemark/architecture'
import type { DeploymentPlan, FleetDevice } from '@telemark/deployment'
import type { LoadBalancer } from '../balancer/balancer.ts'
import { parallelDisposal } from '../parallel-disposal.ts'
import type { Run } from '../process/run-folder.ts'
import { settleAll } from '../settle-all.ts'
import { startTask } from '../tasks/task.ts'
import { type TaskSet, type TaskSetOptions, taskSet } from '../tasks/task-set.ts'
import { warmUp } from '../tasks/warm-up.ts'
import type { DecisionLog } from './decision-log.ts'
import { envelopeLimit } from './envelope-limit.ts'
import type { LossLog } from './loss-log.ts'

/** The tasks of one component and how many of them the architecture wants. */
export interface ScaledTasks {
  readonly tasks: TaskSet
  readonly scaling: Scaling
}

/** All tasks of a deployment; disposing stops all of them at once. */
export interface TaskSets extends AsyncDisposable {
  readonly scaled: readonly ScaledTasks[]
  /** Resolves when as many serve as the architecture starts with. */
  start(): Promise<void>
}

export interface TaskSetsOptions {
  readonly plan: DeploymentPlan
  readonly run: Run
  readonly serviceMain: string
  readonly environment: Readonly<Record<string, string>>
  readonly cpus: readonly number[]
  readonly balancer: LoadBalancer
  readonly log: DecisionLog
  readonly losses: LossLog
  /** Whose requests warm up an API task; none while no device is registered. */
  readonly warmUpAs: () => FleetDevice | undefined
  report(line: string): void
}

/** No task runs until `start` is called. */
export function taskSets(options: TaskSetsOptions): TaskSets {
  const { plan } = options
  const owned = parallelDisposal()
  const api = { tasks: owned.use(apiTasks(options)), scaling: plan.architecture.scaling }
  const consuming = consumerScaling(plan.architecture)
  const consumers = consuming && { tasks: owned.use(consumerTasks(options)), scaling: consuming }
  return {
    scaled: consumers ? [api, consumers] : [api],
    start: async () => {
      await settleAll([
        api.tasks.scaleTo(minTasks(api.scaling)),
        consumers?.tasks.scaleTo(maxTasks(consumers.scaling)),
      ])
    },
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  }
}

/** API tasks serve behind the load balancer. */
function apiTasks(options: TaskSetsOptions): TaskSet {
  const { balancer, warmUpAs } = options
  return taskSet({
    ...common('api', options),
    prepare: async (task, signal) => {
      const device = warmUpAs()
      if (device) await warmUp(task.url, device, signal)
    },
    admit: (task) => balancer.join(task),
    // Its end is waited for when it is disposed.
    withdraw: (task) => balancer.leave(task, () => void task.process.stop('SIGINT')),
    forget: (task) => balancer.forget(task),
  })
}

/** Consumers take their share of the partitions by themselves. */
function consumerTasks(options: TaskSetsOptions): TaskSet {
  const itself = async () => undefined
  return taskSet({
    ...common('consumer', options),
    prepare: itself,
    admit: itself,
    withdraw: itself,
    forget: itself,
  })
}

function common(component: 'api' | 'consumer', options: TaskSetsOptions) {
  const { plan, run, serviceMain, environment, cpus, log, losses, report } = options
  const size = plan.sizes[component]
  const limit = envelopeLimit(size, plan.coresPerVcpu)
  return {
    component,
    report,
    start: (number, signal) =>
      startTask({ run, serviceMain, role: component, number, environment, size, limit, cpus }, signal),
    onLost: async (task, { how, left }) => {
      const reason = `${task.name} ended by itself (${how}) and is replaced`
      log.addLoss({ component, left, reason })
      report(`${reason}; its log: ${task.log}`)
      await losses.add({ part: task.name, how, log: task.log, envelope: task.envelope })
    },
  } satisfies Partial<TaskSetOptions>
}

function consumerScaling({ ingest }: Architecture): Scaling | undefined {
  switch (ingest.kind) {
    case 'direct':
    case 'batched':
    case 'discard':
      return undefined
    case 'queued':
      return ingest.consumers
  }
}
