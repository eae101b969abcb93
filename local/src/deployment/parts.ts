import type { Deployment } from '@telemark/deployment'
import type { TaskSet } from '../tasks/task-set.ts'
import type { Servers } from './start-servers.ts'

/** The names of the servers, for people. */
export const serverNames = {
  haproxy: 'load balancer',
  redis: 'Redis',
  kafka: 'Kafka',
  postgres: 'PostgreSQL',
} as const

/** Where everything listens and logs that runs now. */
export function parts(
  { haproxy, postgres, redis, kafka }: Servers,
  taskSets: readonly TaskSet[],
): Deployment['parts'] {
  const tasks = taskSets.flatMap((set) => set.running())
  return [
    { name: serverNames.haproxy, address: haproxy.url, log: haproxy.log },
    ...tasks.map(({ name, url, log }) => ({ name, address: url.origin, log })),
    ...(redis ? [{ name: serverNames.redis, address: redis.url, log: redis.log }] : []),
    ...(kafka ? [{ name: serverNames.kafka, address: kafka.brokers, log: kafka.log }] : []),
    { name: serverNames.postgres, address: postgres.url, log: postgres.log },
  ]
}
