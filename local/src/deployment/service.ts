import type { DeploymentPlan, FleetDevice, FleetSize, StoredEvent } from '@telemark/deployment'
import { knownName } from './known-name.ts'
import { type ServiceCommandOptions, serviceCommand } from './service-command.ts'
import type { Servers } from './start-servers.ts'

/** The environment of every process of the service. */
export function serviceEnvironment(
  { architecture, tuning = {} }: Pick<DeploymentPlan, 'architecture' | 'tuning'>,
  { servers, operatorKey }: { readonly servers: Servers; readonly operatorKey: string },
): Readonly<Record<string, string>> {
  const { postgres, redis, kafka } = servers
  return {
    TELEMARK_ARCHITECTURE: knownName(architecture),
    ...(architecture.control && { TELEMARK_CONTROL: JSON.stringify(architecture.control) }),
    ...(tuning.databasePoolSize && { TELEMARK_DATABASE_POOL_SIZE: String(tuning.databasePoolSize) }),
    TELEMARK_DATABASE_URL: postgres.url,
    TELEMARK_OPERATOR_KEY: operatorKey,
    ...(redis && { TELEMARK_REDIS_URL: redis.url }),
    ...(kafka && {
      TELEMARK_KAFKA_BROKERS: kafka.brokers,
      TELEMARK_KAFKA_TOPIC: topic,
      TELEMARK_KAFKA_GROUP: consumerGroup,
    }),
  }
}

/** The topic and the consumer group of the service. */
export const topic = 'telemetry'
export const consumerGroup = 'telemark-consumer'

/** The service's own commands on one deployment. */
export interface Service {
  migrate(signal: AbortSignal): Promise<void>
  seed(fleet: FleetSize, signal: AbortSignal): Promise<readonly FleetDevice[]>
  reset(cache: 'warm' | 'cold', signal: AbortSignal): Promise<void>
  stored(signal: AbortSignal): AsyncIterable<StoredEvent>
}

/** Runs each command as a process of its own that ends with `signal`. */
export function service(options: Omit<ServiceCommandOptions, 'args' | 'signal'>): Service {
  const run = (args: readonly string[], signal: AbortSignal) => serviceCommand({ ...options, args, signal })
  return {
    migrate: async (signal) => {
      await Array.fromAsync(run(['migrate'], signal))
    },
    seed: (fleet, signal) => {
      const args = ['--devices', String(fleet.devices), '--events', String(fleet.eventsPerDevice)]
      return Array.fromAsync(parsed<FleetDevice>(run(['seed', ...args], signal)))
    },
    reset: async (cache, signal) => {
      await Array.fromAsync(run(['reset', '--cache', cache], signal))
    },
    stored: (signal) => parsed<StoredEvent>(run(['export'], signal)),
  }
}

/** The lines are the service's own, written by the same commit: their shape is not checked again. */
async function* parsed<T>(lines: AsyncIterable<string>): AsyncGenerator<T, void> {
  for await (const line of lines) yield JSON.parse(line)
}
