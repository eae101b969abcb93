import { Admin, ListOffsetTimestamps } from '@platformatic/kafka'
import type { Deployment } from '@telemark/deployment'
import { addressOf } from '../../support/address-of.ts'

/** How many messages were ever appended to a topic of one partition. */
export async function topicEnd(deployment: Deployment, topic: string): Promise<number> {
  const bootstrapBrokers = addressOf(deployment, 'Kafka').split(',')
  const admin = new Admin({ clientId: 'crash', bootstrapBrokers })
  try {
    const partitions = [{ partitionIndex: 0, timestamp: ListOffsetTimestamps.LATEST }]
    const [listed] = await admin.listOffsets({ topics: [{ name: topic, partitions }] })
    return Number(listed?.partitions[0]?.offset)
  } finally {
    await admin.close()
  }
}
