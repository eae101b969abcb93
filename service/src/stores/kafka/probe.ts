import { setTimeout as delay } from 'node:timers/promises'
import { Admin } from '@platformatic/kafka'

const timeoutMs = 1000

interface Probed {
  readonly brokers: readonly string[]
  readonly topic: string
}

/** Resolves when a broker tells of the topic on a connection of its own, rejects after a second. */
export async function probeKafka({ brokers, topic }: Probed): Promise<void> {
  const admin = new Admin({
    clientId: 'telemark-probe',
    bootstrapBrokers: [...brokers],
    retries: 0,
    connectTimeout: timeoutMs,
    requestTimeout: timeoutMs,
  })
  const late = delay(timeoutMs, undefined, { ref: false }).then(() => {
    throw new Error(`Kafka did not answer within ${timeoutMs} ms.`)
  })
  try {
    await Promise.race([admin.metadata({ topics: [topic] }), late])
  } finally {
    late.catch(() => undefined) // nobody waits for it any more
    void admin.close().catch(() => undefined)
  }
}
