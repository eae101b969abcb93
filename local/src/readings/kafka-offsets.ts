import { Admin, ListOffsetTimestamps } from '@platformatic/kafka'

/** How far producers and the consumer group are, summed over all partitions of the topic. */
export interface KafkaOffsets extends AsyncDisposable {
  /** `enqueued`: events ever produced; `backlog`: those the group has not committed yet. */
  read(): Promise<{ readonly enqueued: number; readonly backlog: number }>
}

interface Watched {
  readonly brokers: string
  readonly topic: string
  readonly group: string
  readonly partitions: number
}

/** Asks the brokers with an admin client of its own. */
export function kafkaOffsets({ brokers, topic, group, partitions }: Watched): KafkaOffsets {
  const admin = new Admin({ clientId: 'telemark-readings', bootstrapBrokers: brokers.split(',') })
  const latest = Array.from({ length: partitions }, (_, partitionIndex) => ({
    partitionIndex,
    timestamp: ListOffsetTimestamps.LATEST,
  }))
  return {
    read: async () => {
      // The committed offsets first: an event that arrives between the two counts as backlog, never as negative.
      const committed = await committedOffsets(admin, group, topic)
      const listed = await admin.listOffsets({ topics: [{ name: topic, partitions: latest }] })
      const ends = listed.flatMap(({ partitions }) => partitions)
      return {
        enqueued: sum(ends.map(({ offset }) => Number(offset))),
        backlog: sum(
          ends.map(({ partitionIndex, offset }) => Number(offset) - (committed.get(partitionIndex) ?? 0)),
        ),
      }
    },
    [Symbol.asyncDispose]: () => admin.close(),
  }
}

/** By partition; a partition that the group has never committed is missing. */
async function committedOffsets(
  admin: Admin,
  group: string,
  topic: string,
): Promise<ReadonlyMap<number, number>> {
  const groups = await admin.listConsumerGroupOffsets({ groups: [group] })
  const partitions = groups
    .flatMap(({ topics }) => topics)
    .filter(({ name }) => name === topic)
    .flatMap(({ partitions }) => partitions)
    .filter(({ committedOffset }) => committedOffset >= 0n)
  return new Map(
    partitions.map(({ partitionIndex, committedOffset }) => [partitionIndex, Number(committedOffset)]),
  )
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
