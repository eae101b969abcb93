import type { Deployment, DeploymentPlan, FleetDevice } from '@telemark/deployment'
import type { CompressedTime } from '../autoscaler/compression.ts'
import type { LoadBalancer } from '../balancer/balancer.ts'
import type { CpuSplit } from '../cpus.ts'
import type { Run } from '../process/run-folder.ts'
import type { KafkaOffsets } from '../readings/kafka-offsets.ts'
import { read } from '../readings/read.ts'
import { checkpoint } from './checkpoint.ts'
import { type Clamp, clamp } from './clamp.ts'
import type { DecisionLog } from './decision-log.ts'
import { effectiveSettings } from './effective-settings.ts'
import { writeFleetFile } from './fleet-file.ts'
import { loads } from './loads.ts'
import type { LossLog } from './loss-log.ts'
import { parts } from './parts.ts'
import { samplers } from './samplers.ts'
import { serverEnvelopes } from './server-envelopes.ts'
import type { Service } from './service.ts'
import type { Servers } from './start-servers.ts'
import { taskControl } from './task-control.ts'
import type { TaskSets } from './task-sets.ts'
import { watchServers } from './watch-servers.ts'

/** Everything that runs once a deployment has been started. */
export interface Standing {
  readonly plan: DeploymentPlan
  readonly cpus: CpuSplit
  readonly time: CompressedTime
  readonly run: Run
  readonly servers: Servers
  /** Only where events are queued. */
  readonly offsets: KafkaOffsets | undefined
  readonly balancer: LoadBalancer
  readonly tasks: TaskSets
  readonly commands: Service
  readonly fleet: readonly FleetDevice[]
  readonly operatorKey: string
  readonly log: DecisionLog
  readonly losses: LossLog
  report(line: string): void
}

/** What can be done with `standing`. What it opens itself goes to `owner`, which is disposed before the rest. */
export async function standingDeployment(
  standing: Standing,
  owner: AsyncDisposableStack,
): Promise<Omit<Deployment, typeof Symbol.asyncDispose>> {
  const { plan, cpus, run, servers, offsets, balancer, tasks, commands, fleet, operatorKey } = standing
  const { log, losses, report } = standing
  const url = new URL(servers.haproxy.url)
  const sets = tasks.scaled.map((scaled) => scaled.tasks)
  const envelopes = serverEnvelopes(plan, servers)
  const envelopesOfAll = clamp(envelopes, sets)
  const cwd = await run.folder('load')
  const target = { baseUrl: url, fleetFile: await writeFleetFile(cwd, fleet), operatorKey }
  const control = owner.use(taskControl({ ...standing, scaled: tasks.scaled }))
  const allLoads = owner.use(loads(run, { k6: servers.k6, target, cwd, cpus: cpus.generator }))
  const observed = { servers, envelopes, taskSets: sets, balancer, offsets, loads: allLoads }
  const allSamplers = samplers(observed, owner)
  owner.defer(async () => void (await envelopesOfAll.lift())) // a server at 0.1 core would take long to stop
  const closing = owner.adopt(new AbortController(), (controller) =>
    controller.abort(new Error('the deployment was stopped')),
  )
  const watched = watchServers(servers, { losses, stopping: closing.signal, report })
  const backlog = async () => (offsets ? (await offsets.read()).backlog : 0)

  return {
    abilities: ['setTasks', 'restart', 'clamp'],
    url,
    operatorKey,
    fleet,
    environment: await effectiveSettings(plan, { servers, run }),
    decisions: log.decisions,
    losses: losses.losses,
    get parts() {
      return parts(servers, sets)
    },
    load: (load, signal) => allLoads.start(load, signal),
    readings: (signal) => read(allSamplers, AbortSignal.any([signal, closing.signal])),
    timings: (signal) => servers.haproxy.timings(AbortSignal.any([signal, closing.signal])),
    setTasks: control.set,
    restart: watched.restart,
    clamp: (to) => envelopesOfAll.set(to),
    checkpoint: () => checkpoint(servers.postgres.url),
    backlog,
    reset: async ({ cache }) => {
      const left = await backlog()
      if (left > 0)
        throw new Error(`Cannot reset: ${left} events are enqueued and not stored. Wait for backlog() === 0.`)
      await balancer.idle()
      await using _lifted = await envelopesOfAll.lift()
      await commands.reset(cache, closing.signal)
    },
    stored: () => stored({ ...standing, envelopes: envelopesOfAll, signal: closing.signal }),
  }
}

interface Storage extends Pick<Standing, 'commands' | 'balancer'> {
  readonly envelopes: Clamp
  readonly signal: AbortSignal
}

/** Once nothing is in flight any more. Unclamped: the export comes between measurements. */
async function* stored({ commands, balancer, envelopes, signal }: Storage) {
  await balancer.idle()
  await using _lifted = await envelopes.lift()
  yield* commands.stored(signal)
}
