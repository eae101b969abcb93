import { dirname, join } from 'node:path'
import type { LoadBalancer } from '../balancer/balancer.ts'
import { type ClampedEnvelope, openEnvelope } from '../process/clamped-envelope.ts'
import { envelopeSampler } from '../readings/envelopes.ts'
import { kafkaSampler } from '../readings/kafka.ts'
import type { KafkaOffsets } from '../readings/kafka-offsets.ts'
import { loadBalancerSampler } from '../readings/load-balancer.ts'
import { machineSampler } from '../readings/machine.ts'
import { postgresSampler } from '../readings/postgres.ts'
import { redisSampler } from '../readings/redis.ts'
import type { Sampler } from '../readings/sampler.ts'
import { countSampler, scrapeSampler } from '../readings/tasks.ts'
import type { TaskSet } from '../tasks/task-set.ts'
import type { Loads } from './loads.ts'
import type { ServerEnvelopes } from './server-envelopes.ts'
import type { Servers } from './start-servers.ts'

export interface Observed {
  readonly servers: Servers
  readonly envelopes: ServerEnvelopes
  readonly taskSets: readonly TaskSet[]
  readonly balancer: LoadBalancer
  readonly offsets: KafkaOffsets | undefined
  readonly loads: Loads
}

/** One or more samplers for every component; those that keep a connection are handed to `owner`. */
export function samplers(observed: Observed, owner: AsyncDisposableStack): readonly Sampler[] {
  const { servers, envelopes, taskSets, balancer, offsets, loads } = observed
  return [
    loadBalancerSampler(balancer),
    envelopeSampler('loadBalancer', () => numbered([openEnvelope(servers.haproxy.envelope)])),
    machineSampler,
    envelopeSampler('loadGenerator', () => numbered(loads.envelopes())),
    ...Object.entries(envelopes).map(([component, envelope]) =>
      envelopeSampler(component as keyof ServerEnvelopes, () => numbered([envelope])),
    ),
    owner.use(postgresSampler(servers.postgres.url)),
    ...(servers.redis ? [owner.use(redisSampler(servers.redis.url))] : []),
    ...(servers.kafka && offsets ? [kafkaSampler(offsets, join(dirname(servers.kafka.log), 'data'))] : []),
    ...taskSets.flatMap(taskSamplers),
  ]
}

function taskSamplers(tasks: TaskSet): readonly Sampler[] {
  const measured = () =>
    [...tasks.running(), ...tasks.starting()].map(({ number, envelope }) => ({ task: number, envelope }))
  return [countSampler(tasks), scrapeSampler(tasks), envelopeSampler(tasks.component, measured)]
}

function numbered(envelopes: readonly ClampedEnvelope[]) {
  return envelopes.map((envelope, index) => ({ task: index + 1, envelope }))
}
