import type { ConsumedMessage } from './event-consumer.ts'
import type { EventProducer } from './producer.ts'

/** Why a message cannot be stored. */
export interface DeadLetter {
  readonly message: ConsumedMessage
  readonly error: string
}

/** Puts messages that can never be stored aside, acknowledged by every in-sync replica. Throws only `Unavailable`. */
export type SetAside = (letters: readonly DeadLetter[]) => Promise<void>

/** Sets aside into `<topic>.dlq`, as they were, with where they come from and why in the headers. */
export function deadLetters(producer: EventProducer, topic: string): SetAside {
  return (letters) =>
    producer.send(
      letters.map(({ message, error }) => ({
        topic: deadLetterTopic(topic),
        key: message.key ?? '',
        value: message.value.bytes ?? '',
        headers: {
          'source-topic': message.topic,
          'source-partition': String(message.partition),
          'source-offset': String(message.offset),
          error,
        },
      })),
    )
}

/** The topic of what cannot be stored. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.dlq`
}
