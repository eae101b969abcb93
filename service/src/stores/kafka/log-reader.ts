import { Consumer } from '@platformatic/kafka'
import { kafkaPatienceMs } from './admin.ts'
import type { KafkaOptions } from './producer.ts'
import { textHeaders } from './text-headers.ts'

/** A message in a partition's log. */
export interface LoggedMessage {
  readonly partition: number
  readonly offset: bigint
  /** When it was appended: milliseconds since the epoch. */
  readonly timestamp: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: Readonly<Record<string, string>>
}

/** Reads logs wherever it is told to, as a member of no group. */
export interface LogReader extends AsyncDisposable {
  /**
   * Messages from an offset in each partition on, about a MiB at most. Fewer partitions than were asked for may answer, and none where nothing
   * follows.
   */
  read(topic: string, from: ReadonlyMap<number, bigint>): Promise<readonly LoggedMessage[]>
}

const maxBytes = 1024 * 1024

/** Connects with the first `read`. */
export function openLogReader({ brokers }: Pick<KafkaOptions, 'brokers'>): LogReader {
  const consumer = new Consumer({
    clientId: 'telemark-log-reader',
    groupId: 'telemark-log-reader', // asked for, and not joined
    bootstrapBrokers: [...brokers],
    retries: 0,
    connectTimeout: kafkaPatienceMs,
    requestTimeout: kafkaPatienceMs,
    timeout: kafkaPatienceMs,
  })
  return {
    async read(topic, from) {
      const known = (await consumer.metadata({ topics: [topic] })).topics.get(topic)
      if (known === undefined) return []
      const wanted = [...from].map(([partition, offset]) => ({
        partition,
        offset,
        ...known.partitions[partition],
      }))
      const byLeader = Map.groupBy(wanted, ({ leader = -1 }) => leader)
      const answers = await Promise.all(
        [...byLeader].map(([node, partitions]) =>
          consumer.fetch({
            node,
            maxWaitTime: 0,
            minBytes: 0,
            maxBytes,
            topics: [
              { topicId: known.id, partitions: partitions.map(wantedPartition(maxBytes / from.size)) },
            ],
          }),
        ),
      )
      return answers.flatMap(({ responses }) =>
        responses.flatMap(({ partitions }) =>
          partitions.flatMap(({ partitionIndex, records }) =>
            messagesIn(partitionIndex, records ?? []).filter(
              ({ offset }) => offset >= (from.get(partitionIndex) ?? 0n),
            ),
          ),
        ),
      )
    },
    [Symbol.asyncDispose]: () => consumer.close(true),
  }
}

/** An equal share for each: the first would take all of it otherwise, and nothing would be seen of the others. */
function wantedPartition(bytes: number) {
  return ({ partition, offset }: { readonly partition: number; readonly offset: bigint }) => ({
    partition,
    currentLeaderEpoch: -1,
    fetchOffset: offset,
    lastFetchedEpoch: -1,
    partitionMaxBytes: Math.floor(bytes),
  })
}

type FetchResponse = Awaited<ReturnType<Consumer['fetch']>>
type Batches = NonNullable<FetchResponse['responses'][number]['partitions'][number]['records']>

function messagesIn(partition: number, batches: Batches): readonly LoggedMessage[] {
  return batches.flatMap(({ firstOffset, firstTimestamp, records }) =>
    records.map(({ offsetDelta, timestampDelta, key, value, headers }) => ({
      partition,
      offset: firstOffset + BigInt(offsetDelta),
      timestamp: Number(firstTimestamp + timestampDelta),
      key,
      value,
      headers: textHeaders(headers),
    })),
  )
}
