import { randomUUID } from 'node:crypto'
import { Consumer, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka'

export interface Message {
  readonly key: string
  readonly value: string
  readonly headers: Readonly<Record<string, string>>
}

/** Appends `messages` behind the service's back. */
export async function writeTopic(
  brokers: string,
  messages: readonly { readonly topic: string; readonly key: string; readonly value: string }[],
): Promise<void> {
  const producer = new Producer({
    clientId: 'contract',
    bootstrapBrokers: brokers.split(','),
    serializers: stringSerializers,
  })
  try {
    await producer.send({ messages: [...messages] })
  } finally {
    await producer.close()
  }
}

/** The first `count` messages of `topic` that are `wanted`, from its beginning; waits until there are so many. */
export async function readTopic(
  brokers: string,
  topic: string,
  count: number,
  wanted: (message: Message) => boolean = () => true,
): Promise<readonly Message[]> {
  const consumer = new Consumer({
    clientId: 'contract',
    groupId: randomUUID(),
    bootstrapBrokers: brokers.split(','),
    deserializers: stringDeserializers,
  })
  const messages: Message[] = []
  try {
    const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false })
    for await (const { key, value, headers } of stream) {
      const message = { key: key ?? '', value: value ?? '', headers: Object.fromEntries(headers) }
      if (wanted(message)) messages.push(message)
      if (messages.length === count) break
    }
    return messages
  } finally {
    await consumer.close(true)
  }
}
