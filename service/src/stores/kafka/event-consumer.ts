import { Consumer } from '@platformatic/kafka'
import type { TelemetryEvent } from '../../telemetry/event.ts'
import { generationStreams } from './generation-streams.ts'
import { handOver } from './hand-over.ts'
import { decodeEvent } from './message.ts'
import type { KafkaOptions } from './producer.ts'

/** What is consumed, and by whom. */
export interface GroupOptions extends KafkaOptions {
  /** Every consumer task is a member of this group. */
  readonly group: string
}

/** A message and where it lies. */
export interface ConsumedMessage {
  readonly topic: string
  readonly partition: number
  readonly offset: bigint
  /** When it was produced: milliseconds since the epoch. */
  readonly timestamp: bigint
  readonly key: Buffer | undefined
  readonly value: ReceivedValue
  /** What the producer put beside it. */
  readonly headers: ReadonlyMap<Buffer, Buffer>
}

/** What lies in a message. */
export interface ReceivedValue {
  /** As it was produced. */
  readonly bytes: Buffer | undefined
  /** What it means, or what is wrong with it. */
  readonly event: TelemetryEvent | Error
}

/** One membership in the consumer group. */
export interface EventConsumer extends AsyncDisposable {
  /** Messages that `next` would hand out without waiting. */
  arrived(): number
  /** Whether `next` would answer or throw without waiting. */
  answersAtOnce(): boolean
  /** At least one message and at most `max`: whatever has arrived. `undefined` when `signal` aborts; throws when Kafka is gone. */
  next(max: number, signal: AbortSignal): Promise<readonly ConsumedMessage[] | undefined>
  /** Commits the offsets after `messages`, of the partitions that are still assigned here. */
  commit(messages: readonly ConsumedMessage[]): Promise<void>
  isAssigned(): boolean
}

/** Of one batch: a statement for thousands of the largest events would take longer than it may. */
const maxTakenBytes = 4 * 1024 * 1024

/**
 * Joins the group. Nothing is committed but by `commit`: what was read and not stored comes again.
 *
 * Before its partitions go to others, a rebalance waits for what was handed out: until it is committed, or for six seconds. The client tells of a
 * rebalance without waiting for an answer, but it asks for the member's metadata before each join, and the group waits for the join; until
 * then it takes commits. What has arrived and was not handed out comes from the committed offsets again. Where storing takes longer,
 * because PostgreSQL is away, whoever gets the partition stores that batch, too; the primary key makes it harmless.
 */
export async function joinGroup({ brokers, topic, group }: GroupOptions): Promise<EventConsumer> {
  const handing = handOver()
  const consumer = new Consumer<Buffer, ReceivedValue, Buffer, Buffer>({
    clientId: 'telemark-consumer',
    groupId: group,
    bootstrapBrokers: [...brokers],
    autocommit: false,
    // A killed member's partitions are handed on after the session timeout.
    sessionTimeout: 10_000,
    heartbeatInterval: 2000,
    rebalanceTimeout: 15_000,
    protocolsMetadata: async () => {
      await handing.beforeJoin()
      return noMetadata
    },
    maxWaitTime: 500,
    // Reading what was fetched keeps a statement that is being sent waiting: about 4000 events at a time.
    maxBytes: 1024 * 1024,
    // Two batches: one is read ahead while the one before it is being stored. Of large messages fewer lie there, see `maxBytes` below.
    highWaterMark: 10_000,
    retries: 5,
    retryDelay: 500,
  })
  consumer.on('consumer:group:join', handing.joined)
  // Read as it arrives, which is while the batch before it is being stored.
  const reading = { topic, receive, maxBytes: 2 * maxTakenBytes }
  const streams = await generationStreams(consumer, reading).catch(async (error) => {
    await consumer.close(true).catch(() => undefined)
    throw error
  })
  const arrived = () => (handing.isHeld() ? 0 : streams.arrived())

  function take(max: number): readonly ConsumedMessage[] {
    const messages: ConsumedMessage[] = []
    let bytes = 0
    while (messages.length < max && bytes < maxTakenBytes && !handing.isHeld()) {
      const message = streams.read()
      if (message === null) break
      messages.push(message)
      bytes += message.value.bytes?.length ?? 0
    }
    handing.handedOut(messages.length)
    return messages
  }

  return {
    arrived,
    answersAtOnce: () => arrived() > 0 || streams.failure() !== undefined,
    async next(max, signal) {
      while (!signal.aborted) {
        const failure = streams.failure()
        if (failure !== undefined) throw failure
        const messages = take(max)
        if (messages.length > 0) return messages
        await streams.news(signal)
      }
      return undefined
    },
    async commit(messages) {
      const assigned =
        consumer.assignments?.find((assignment) => assignment.topic === topic)?.partitions ?? []
      const offsets = nextOffsets(messages).filter(({ partition }) => assigned.includes(partition))
      await handing.committing(messages.length, async () => {
        if (offsets.length > 0) await consumer.commit({ offsets })
      })
    },
    isAssigned: () => consumer.assignments !== null && consumer.isActive(),
    async [Symbol.asyncDispose]() {
      await consumer.close(true)
    },
  }
}

/** Who gets which partition does not depend on it. */
const noMetadata = Buffer.alloc(0)

function receive(bytes: Buffer | undefined): ReceivedValue {
  try {
    return { bytes, event: decodeEvent(bytes) }
  } catch (error) {
    return { bytes, event: error as Error }
  }
}

/** For each partition, the offset after the last of `messages`. */
function nextOffsets(messages: readonly ConsumedMessage[]) {
  const last = new Map<number, ConsumedMessage>()
  for (const message of messages) last.set(message.partition, message)
  return [...last.values()].map(({ topic, partition, offset }) => ({
    topic,
    partition,
    offset: offset + 1n,
    leaderEpoch: 0,
  }))
}
