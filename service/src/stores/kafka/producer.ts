import { type MessageToProduce, Producer } from '@platformatic/kafka'
import type { TelemetryEvent } from '../../telemetry/event.ts'
import type { Accept } from '../../telemetry/outcome.ts'
import { Unavailable } from '../../telemetry/unavailable.ts'
import { encodeEvent } from './message.ts'

/** Which brokers and topic. */
export interface KafkaOptions {
  /** `host:port` each. */
  readonly brokers: readonly string[]
  readonly topic: string
}

type Message = MessageToProduce<Content, Content, string, string>

/** Text, or bytes that must stay as they are. */
type Content = string | Buffer

/** Sends to Kafka with acks=all. An idempotent producer allows one `send` at a time: callers see to that. */
export interface EventProducer extends AsyncDisposable {
  /** Resolves when every in-sync replica has all messages. Throws only `Unavailable`. */
  send(messages: readonly Message[]): Promise<void>
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

/** What lies beside an event in its message; `undefined`: nothing. */
export type MessageHeaders = (event: TelemetryEvent) => Record<string, string> | undefined

/** Enqueues events, keyed by device: one device's events stay in order. */
export function produce(producer: EventProducer, topic: string, headersOf?: MessageHeaders): Accept {
  function messageOf(event: TelemetryEvent): Message {
    const message = { topic, key: event.deviceId, value: encodeEvent(event) }
    const headers = headersOf?.(event)
    return headers === undefined ? message : { ...message, headers }
  }

  return async (events) => {
    await producer.send(events.map(messageOf))
    return events.map(() => ({ kind: 'enqueued' }))
  }
}
