import { Admin } from '@platformatic/kafka'
import type { KafkaOptions } from './producer.ts'

/** Of one question of an operator: who asks is told within a second that Kafka does not answer. */
export const kafkaPatienceMs = 900

/** An admin client that answers or fails within a second. */
export function openAdmin(clientId: string, { brokers }: Pick<KafkaOptions, 'brokers'>): Admin {
  return new Admin({
    clientId,
    bootstrapBrokers: [...brokers],
    retries: 0,
    connectTimeout: kafkaPatienceMs,
    requestTimeout: kafkaPatienceMs,
  })
}
