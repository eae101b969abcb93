import { Admin } from '@platformatic/kafka'
import { deadLetterTopic } from './dead-letters.ts'
import type { KafkaOptions } from './producer.ts'

/** How long PostgreSQL may be away until what was enqueued is lost. Afterwards what was stored takes no room for ever. */
const retentionMs = 7 * 24 * 60 * 60 * 1000

/** Makes the topic and its dead-letter topic, where they are missing. Replicated three times where there are three brokers. */
export async function createTopics({ brokers, topic }: KafkaOptions, partitions: number): Promise<void> {
  const admin = new Admin({ clientId: 'telemark-migrate', bootstrapBrokers: [...brokers] })
  try {
    const existing = await admin.listTopics()
    const missing = [
      { topic, partitions, settings: [{ name: 'retention.ms', value: String(retentionMs) }] },
      // Kept until somebody has dealt with them, however long that takes.
      { topic: deadLetterTopic(topic), partitions: 1, settings: [{ name: 'retention.ms', value: '-1' }] },
    ].filter((wanted) => !existing.includes(wanted.topic))
    if (missing.length === 0) return
    const replicas = (await admin.metadata({ topics: [] })).brokers.size >= 3 ? 3 : 1
    const configs = [{ name: 'min.insync.replicas', value: replicas === 3 ? '2' : '1' }]
    for (const { topic: name, partitions: count, settings } of missing) {
      await admin.createTopics({
        topics: [name],
        partitions: count,
        replicas,
        configs: [...configs, ...settings],
      })
    }
  } finally {
    await admin.close()
  }
}
