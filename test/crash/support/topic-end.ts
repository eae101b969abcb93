import assert from 'node:assert/strict'
import { Admin, ListOffsetTimestamps } from '@platformatic/kafka'
import type { Deployment } from '@telemark/deployment'

/** How many messages were ever appended to a topic of one partition. */
export async function topicEnd({ parts }: Deployment, topic: string): Promise<number> {
  const kafka = parts.find(({ name }) => name === 'Kafka')
  assert.ok(kafka, 'The deployment has no part named Kafka')
  const admin = new Admin({ clientId: 'crash', bootstrapBrokers: kafka.address.split(',') })
  try {
    const partitions = [{ partitionIndex: 0, timestamp: ListOffsetTimestamps.LATEST }]
    const [listed] = await admin.listOffsets({ topics: [{ name: topic, partitions }] })
    return Number(listed?.partitions[0]?.offset)
  } finally {
    await admin.close()
  }
}
