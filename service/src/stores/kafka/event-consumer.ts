import type { Readable } from 'node:stream'
import { Consumer, type Message, MessagesStreamFallbackModes, MessagesStreamModes } from '@platformatic/kafka'
import type { TelemetryEvent } from '../../telemetry/event.ts'
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
 * A rebalance does not wait for the batch on its way: the client tells of one without waiting for an answer. Whoever gets a
 * revoked partition reads that batch, and what lies in this task's stream, again; the primary key makes it harmless.
 */
export async function joinGroup({ brokers, topic, group }: GroupOptions): Promise<EventConsumer> {
  const consumer = new Consumer<Buffer, ReceivedValue, Buffer, Buffer>({
    clientId: 'telemark-consumer',
    groupId: group,
    bootstrapBrokers: [...brokers],
    autocommit: false,
    // A killed member's partitions are handed on after the session timeout.
    sessionTimeout: 10_000,
    heartbeatInterval: 2000,
    rebalanceTimeout: 15_000,
    maxWaitTime: 500,
    // Reading what was fetched keeps a statement that is being sent waiting: about 4000 events at a time.
    maxBytes: 1024 * 1024,
    // Two batches: one is read ahead while the one before it is being stored.
    highWaterMark: 10_000,
    // Read as it arrives, which is while the batch before it is being stored.
    deserializers: { value: receive },
    retries: 5,
    retryDelay: 500,
  })
  const stream = await consumer
    .consume({
      topics: [topic],
      mode: MessagesStreamModes.COMMITTED,
      fallbackMode: MessagesStreamFallbackModes.EARLIEST,
      maxWaitTime: 500,
    })
    .catch(async (error) => {
      await consumer.close(true).catch(() => undefined)
      throw error
    })
  const news = arrivals(stream)

  function take(max: number): Message<Buffer, ReceivedValue, Buffer, Buffer>[] {
    const messages: Message<Buffer, ReceivedValue, Buffer, Buffer>[] = []
    let bytes = 0
    while (messages.length < max && bytes < maxTakenBytes) {
      const message = stream.read()
      if (message === null) break
      messages.push(message)
      bytes += message.value.bytes?.length ?? 0
    }
    return messages
  }

  return {
    arrived: () => stream.readableLength,
    answersAtOnce: () => stream.readableLength > 0 || stream.destroyed,
    async next(max, signal) {
      while (!signal.aborted) {
        if (stream.destroyed) throw stream.errored ?? new Error('The stream of messages has ended.')
        const messages = take(max)
        if (messages.length > 0) return messages
        await news.next(signal)
      }
      return undefined
    },
    async commit(messages) {
      const assigned =
        consumer.assignments?.find((assignment) => assignment.topic === topic)?.partitions ?? []
      const offsets = nextOffsets(messages).filter(({ partition }) => assigned.includes(partition))
      if (offsets.length > 0) await consumer.commit({ offsets })
    },
    isAssigned: () => consumer.assignments !== null && consumer.isActive(),
    async [Symbol.asyncDispose]() {
      await consumer.close(true)
    },
  }
}

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

/**
 * Tells when there may be something to read. Its listeners stay: without any the stream is no longer flowing, and what
 * fetches into it gives up for good.
 */
function arrivals(stream: Readable): { next(signal: AbortSignal): Promise<void> } {
  let wake: () => void = () => undefined
  for (const event of ['readable', 'error', 'close', 'end']) stream.on(event, () => wake())
  return {
    next: (signal) =>
      new Promise((resolve) => {
        wake = () => {
          signal.removeEventListener('abort', wake)
          resolve()
        }
        signal.addEventListener('abort', wake)
      }),
  }
}
