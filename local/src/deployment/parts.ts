import type { Deployment } from '@telemark/deployment'
import type { TaskSet } from '../tasks/task-set.ts'
import type { Servers } from './start-servers.ts'

/** Where everything listens and logs that runs now. */
export function parts(
  { haproxy, postgres, redis, kafka }: Servers,
  taskSets: readonly TaskSet[],
): Deployment['parts'] {
  const tasks = taskSets.flatMap((set) => set.running())
  return [
    { name: 'load balancer', address: haproxy.url, log: haproxy.log },
    ...tasks.map(({ name, url, log }) => ({ name, address: url.origin, log })),
    ...(redis ? [{ name: 'Redis', address: redis.url, log: redis.log }] : []),
    ...(kafka ? [{ name: 'Kafka', address: kafka.brokers, log: kafka.log }] : []),
    { name: 'PostgreSQL', address: postgres.url, log: postgres.log },
  ]
}
