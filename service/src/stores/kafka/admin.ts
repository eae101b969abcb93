import { Admin } from '@platformatic/kafka'
import type { KafkaOptions } from './producer.ts'

/** An admin client that answers or fails within some seconds. */
export function openAdmin(clientId: string, { brokers }: Pick<KafkaOptions, 'brokers'>): Admin {
  return new Admin({ clientId, bootstrapBrokers: [...brokers], retries: 0, requestTimeout: 3000 })
}
