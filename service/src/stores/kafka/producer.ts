import { type MessageToProduce, Producer } from '@platformatic/kafka'
import type { TelemetryEvent } from '../../telemetry/event.ts'
import type { Accept } from '../../telemetry/outcome.ts'
import { Unavailable } from '../../telemetry/unavailable.ts'
import { breaker } from '../breaker.ts'
import { encodeEvent } from './message.ts'
import { probeKafka } from './probe.ts'

/** How often it is looked at whether Kafka answers. */
const watchEveryMs = 250
const silentMs = 1000
const probeEveryMs = 250

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

/** Sends to Kafka with acks=all. An idempotent producer allows one `send` at a time: callers see to that, another one is refused. */
export interface EventProducer extends AsyncDisposable {
  /** Resolves when every in-sync replica has all messages. Throws only `Unavailable`. */
  send(messages: readonly MessageToSend[]): Promise<void>
  ping(): Promise<void>
}

const bytes = (value?: Content) => (typeof value === 'string' ? Buffer.from(value) : value)

/** Connects with the first `send`. While Kafka is silent `send` is refused at once, whoever waits for one too. */
export function openProducer({ brokers, topic }: KafkaOptions): EventProducer {
  const producer = new Producer<Content, Content, string, string>({
    clientId: 'telemark-api',
    bootstrapBrokers: [...brokers],
    idempotent: true,
    serializers: { key: bytes, value: bytes, headerKey: bytes, headerValue: bytes },
    // All three attempts within the 5 seconds in which the delivery must succeed.
    connectTimeout: 1000,
    requestTimeout: 1500,
    timeout: 1400,
    retries: 2,
    retryDelay: 200,
    metadataMaxAge: 60_000,
  })
  const probe = () => probeKafka({ brokers, topic })
  let onItsWay: PromiseWithResolvers<void> | undefined
  let answers = 0
  const server = breaker({
    silentMs,
    probeEveryMs,
    probe,
    // The `send` itself goes on, and may succeed: whoever sends the event again sends the same identity.
    onOpen: () => onItsWay?.reject(new Unavailable('Kafka does not answer')),
  })
  const watch = setInterval(() => server.look({ answers, owed: onItsWay !== undefined }), watchEveryMs)
  watch.unref()

  async function deliver(
    messages: readonly MessageToSend[],
    { resolve, reject }: PromiseWithResolvers<void>,
  ) {
    try {
      await producer.send({ messages: [...messages] })
      resolve()
    } catch (error) {
      reject(new Unavailable('Kafka did not take the event', { cause: error }))
    }
    answers += 1
    onItsWay = undefined
  }

  return {
    async send(messages) {
      if (server.isOpen()) throw new Unavailable('Kafka does not answer')
      if (onItsWay !== undefined) throw new Unavailable('Kafka has not answered yet')
      const told = Promise.withResolvers<void>()
      onItsWay = told
      void deliver(messages, told)
      return told.promise
    },
    ping: probe,
    async [Symbol.asyncDispose]() {
      clearInterval(watch)
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

/** What lies beside an event in its message; `undefined`: nothing. */
export type MessageHeaders = (event: TelemetryEvent) => Record<string, string> | undefined

/** Enqueues events, keyed by device: one device's events stay in order. Thousands of the usual size are one `send`. */
export function produce(producer: EventProducer, topic: string, headersOf?: MessageHeaders): Accept {
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
      const headers = headersOf?.(event)
      messages.push({ topic, key: event.deviceId, value, ...(headers && { headers }) })
      size += value.length + overheadBytes
    }
    await producer.send(messages)
    return events.map(() => ({ kind: 'enqueued' }))
  }
}
