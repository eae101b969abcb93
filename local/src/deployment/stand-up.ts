import { randomBytes } from 'node:crypto'
import { type Architecture, components } from '@telemark/architecture'
import type { DeploymentPlan, FleetDevice } from '@telemark/deployment'
import type { CompressedTime } from '../autoscaler/compression.ts'
import { loadBalancer } from '../balancer/balancer.ts'
import { runtimeApi } from '../balancer/runtime-api.ts'
import type { CpuSplit } from '../cpus.ts'
import type { Run } from '../process/run-folder.ts'
import { type KafkaOffsets, kafkaOffsets } from '../readings/kafka-offsets.ts'
import { settleAll } from '../settle-all.ts'
import { decisionLog } from './decision-log.ts'
import { lossLog } from './loss-log.ts'
import { consumerGroup, type Service, service, serviceEnvironment, topic } from './service.ts'
import type { Standing } from './standing-deployment.ts'
import { type Servers, startServers } from './start-servers.ts'
import { type TaskSets, taskSets } from './task-sets.ts'

export interface DeploymentOptions {
  /** Path of the service's `main.ts`. */
  readonly serviceMain: string
  readonly cpus: CpuSplit
  report(line: string): void
}

export interface StandingUp extends DeploymentOptions {
  readonly plan: DeploymentPlan
  readonly time: CompressedTime
  readonly run: Run
  /** Gets everything that is opened. */
  readonly opened: AsyncDisposableStack
}

/** Starts everything that the plan needs, in the order in which the parts need one another. */
export async function standUp(
  { plan, time, run, opened, serviceMain, cpus, report }: StandingUp,
  signal: AbortSignal,
): Promise<Standing> {
  const needed = components(plan.architecture)
  const servers = opened.use(await startServers({ ...plan, run, needed, cpus: cpus.servers, report }, signal))
  const offsets = offsetsOf(plan.architecture, servers)
  if (offsets) opened.use(offsets)

  const operatorKey = randomBytes(32).toString('base64url')
  const environment = serviceEnvironment(plan, { servers, operatorKey })
  const everywhere = [...new Set([...cpus.servers, ...cpus.generator])] // no command runs while something is measured
  const commands = service({ serviceMain, environment, cwd: await run.folder('service'), cpus: everywhere })
  const balancer = loadBalancer(runtimeApi(servers.haproxy.runtimeSocket))
  const log = decisionLog(time.toAwsSeconds)
  const losses = lossLog()
  let fleet: readonly FleetDevice[] = []
  const warmUpAs = () => fleet[0]
  const tasks = opened.use(
    taskSets({
      serviceMain,
      environment,
      cpus: cpus.servers,
      plan,
      run,
      balancer,
      log,
      losses,
      warmUpAs,
      report,
    }),
  )
  fleet = await populate({ plan, commands, tasks, report }, signal)

  return {
    plan,
    cpus,
    time,
    run,
    servers,
    offsets,
    balancer,
    tasks,
    commands,
    fleet,
    operatorKey,
    log,
    losses,
    report,
  }
}

interface Populating {
  readonly plan: DeploymentPlan
  readonly commands: Service
  readonly tasks: TaskSets
  report(line: string): void
}

/** The schema, then tasks and fleet side by side. */
async function populate({ plan, commands, tasks, report }: Populating, signal: AbortSignal) {
  await commands.migrate(signal)
  const { devices, eventsPerDevice } = plan.fleet
  report(`Starting tasks; registering ${devices} devices with ${eventsPerDevice} events each`)
  const giveUp = () => void tasks[Symbol.asyncDispose]()
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    const [fleet] = await settleAll([commands.seed(plan.fleet, signal), tasks.start()])
    return fleet
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

function offsetsOf({ ingest }: Architecture, { kafka }: Servers): KafkaOffsets | undefined {
  if (ingest.kind !== 'queued' || kafka === undefined) return undefined
  return kafkaOffsets({ brokers: kafka.brokers, topic, group: consumerGroup, partitions: ingest.partitions })
}
