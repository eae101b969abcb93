import { type MessageToProduce, Producer } from '@platformatic/kafka'
import type { Accept } from '../../telemetry/outcome.ts'
import { Unavailable } from '../../telemetry/unavailable.ts'
import { encodeEvent } from './message.ts'

/** Which brokers and topic. */
export interface KafkaOptions {
  /** `host:port` each. */
  readonly brokers: readonly string[]
  readonly topic: string
}

/** A message on its way out. */
export type MessageToSend = MessageToProduce<Content, Content, string, string>

/** Text, or bytes that must stay as they are. */
type Content = string | Buffer

/** Sends to Kafka with acks=all. An idempotent producer allows one `send` at a time: callers see to that. */
export interface EventProducer extends AsyncDisposable {
  /** Resolves when every in-sync replica has all messages. Throws only `Unavailable`. */
  send(messages: readonly MessageToSend[]): Promise<void>
  ping(): Promise<void>
}

const bytes = (value?: Content) => (typeof value === 'string' ? Buffer.from(value) : value)

/** Connects with the first `send`. */
export function openProducer({ brokers, topic }: KafkaOptions): EventProducer {
  const producer = new Producer<Content, Content, string, string>({
    clientId: 'telemark-api',
    bootstrapBrokers: [...brokers],
    idempotent: true,
    serializers: { key: bytes, value: bytes, headerKey: bytes, headerValue: bytes },
    // All of it within the 5 seconds in which the delivery must succeed.
    connectTimeout: 2000,
    requestTimeout: 4000,
    timeout: 3000,
    retries: 2,
    retryDelay: 200,
    metadataMaxAge: 60_000,
  })
  return {
    async send(messages) {
      try {
        await producer.send({ messages: [...messages] })
      } catch (error) {
        throw new Unavailable('Kafka did not take the event', { cause: error })
      }
    },
    async ping() {
      await producer.metadata({ topics: [topic], forceUpdate: true, retries: 0 })
    },
    async [Symbol.asyncDispose]() {
      await producer.close(true)
    },
  }
}

/**
 * What one `send` carries. A broker refuses more than 1 MiB for a partition (`message.max.bytes`), and one device's events are all for
 * the same one.
 */
const maxSendBytes = 768 * 1024
/** Of a message beside its value: its key, and what Kafka writes in front of it. */
const overheadBytes = 64

/** Enqueues events, keyed by device: one device's events stay in order. Thousands of the usual size are one `send`. */
export function produce(producer: EventProducer, topic: string): Accept {
  return async (events) => {
    let messages: MessageToSend[] = []
    let size = 0
    for (const event of events) {
      const value = Buffer.from(encodeEvent(event))
      if (size + value.length > maxSendBytes && messages.length > 0) {
        await producer.send(messages)
        messages = []
        size = 0
      }
      messages.push({ topic, key: event.deviceId, value })
      size += value.length + overheadBytes
    }
    await producer.send(messages)
    return events.map(() => ({ kind: 'enqueued' }))
  }
}
