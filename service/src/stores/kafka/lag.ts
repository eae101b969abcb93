import { Admin } from '@platformatic/kafka'
import type { GroupOptions } from './event-consumer.ts'

/** Reads how far the consumer group is behind. */
export interface LagReader extends AsyncDisposable {
  /**
   * Events in the topic whose offset the group has not committed, whichever task will consume them.
   * While Kafka is down, the last known number; throws when there is none.
   */
  events(): Promise<number>
}

/** Asks the brokers, so that it is right also before the first partition is assigned. */
export function lagReader({ brokers, topic, group }: GroupOptions): LagReader {
  const admin = new Admin({
    clientId: 'telemark-lag',
    bootstrapBrokers: [...brokers],
    retries: 0,
    requestTimeout: 3000,
  })

  async function ends(): Promise<Map<number, bigint>> {
    const count = (await admin.metadata({ topics: [topic] })).topics.get(topic)?.partitionsCount ?? 0
    const partitions = Array.from({ length: count }, (_, partitionIndex) => ({
      partitionIndex,
      timestamp: -1n,
    }))
    const [listed] = await admin.listOffsets({ topics: [{ name: topic, partitions }] })
    return new Map(listed?.partitions.map(({ partitionIndex, offset }) => [partitionIndex, offset]))
  }

  async function committed(): Promise<Map<number, bigint>> {
    const [offsets] = await admin.listConsumerGroupOffsets({ groups: [group] })
    const found = offsets?.topics.find(({ name }) => name === topic)
    return new Map(
      found?.partitions.map(({ partitionIndex, committedOffset }) => [partitionIndex, committedOffset]),
    )
  }

  async function read(): Promise<number> {
    const done = await committed() // before the ends: a consumer that keeps up must not look ahead of the topic
    let lag = 0n
    for (const [partition, end] of await ends()) {
      const offset = done.get(partition) ?? 0n
      lag += end - (offset < 0n ? 0n : offset)
    }
    return Number(lag)
  }

  let last: number | undefined
  return {
    async events() {
      try {
        last = await read()
      } catch (error) {
        if (last === undefined) throw error // 0 would say that everything is stored
      }
      return last
    },
    async [Symbol.asyncDispose]() {
      await admin.close()
    },
  }
}
