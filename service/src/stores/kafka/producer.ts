import { Producer } from '@platformatic/kafka'
import type { TelemetryEvent } from '../../telemetry/event.ts'
import type { Accept } from '../../telemetry/outcome.ts'
import { Unavailable } from '../../telemetry/unavailable.ts'
import { breaker, lookEveryMs } from '../breaker.ts'
import { encodeEvent } from './message.ts'
import { probeKafka } from './probe.ts'
import { type Content, type MessageToSend, sendsOf } from './sends.ts'

/** Which brokers and topic. */
export interface KafkaOptions {
  /** `host:port` each. */
  readonly brokers: readonly string[]
  readonly topic: string
}

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
    probe,
    // The `send` itself goes on, and may succeed: whoever sends the event again sends the same identity.
    onOpen: () => onItsWay?.reject(new Unavailable('Kafka does not answer')),
  })
  const watch = setInterval(() => server.look({ answers, owed: onItsWay !== undefined }), lookEveryMs)
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

  async function sendPart(messages: readonly MessageToSend[]): Promise<void> {
    if (server.isOpen()) throw new Unavailable('Kafka does not answer')
    if (onItsWay !== undefined) throw new Unavailable('Kafka has not answered yet')
    const told = Promise.withResolvers<void>()
    onItsWay = told
    void deliver(messages, told)
    return told.promise
  }

  return {
    async send(messages) {
      for (const part of sendsOf(messages)) await sendPart(part)
    },
    ping: probe,
    async [Symbol.asyncDispose]() {
      clearInterval(watch)
      await producer.close(true)
    },
  }
}

/** What lies beside an event in its message; `undefined`: nothing. */
export type MessageHeaders = (event: TelemetryEvent) => Record<string, string> | undefined

/** Enqueues events, keyed by device: one device's events stay in order.  */
export function produce(producer: EventProducer, topic: string, headersOf?: MessageHeaders): Accept {
  return async (events) => {
    const messages = events.map((event): MessageToSend => {
      const message = { topic, key: event.deviceId, value: Buffer.from(encodeEvent(event)) }
      const headers = headersOf?.(event)
      return headers === undefined ? message : { ...message, headers }
    })
    await producer.send(messages)
    return events.map(() => ({ kind: 'enqueued' }))
  }
}
