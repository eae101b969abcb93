import type { ConsumedMessage } from './event-consumer.ts'
import type { LoggedMessage } from './log-reader.ts'
import type { EventProducer } from './producer.ts'
import type { MessageToSend } from './sends.ts'

/** Why a message cannot be stored. */
export interface DeadLetter {
  readonly message: ConsumedMessage
  readonly error: string
}

/** Puts messages that can never be stored aside, acknowledged by every in-sync replica. Throws only `Unavailable`. */
export type SetAside = (letters: readonly DeadLetter[]) => Promise<void>

/** Sets aside into `<topic>.dlq`, as they were, with where they come from, why, and how often they were put back already in the headers. */
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
          replays: String(replaysOf(message)),
        },
      })),
    )
}

/** A letter on its way back to `topic`; should it come again, it says how often it has been back. */
export function replayed({ key, value, headers }: LoggedMessage, topic: string): MessageToSend {
  const replays = Number(headers.replays ?? 0) + 1
  return { topic, key: key ?? '', value: value ?? '', headers: { replays: String(replays) } }
}

/** The topic of what cannot be stored. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.dlq`
}

function replaysOf({ headers }: ConsumedMessage): number {
  for (const [name, value] of headers) if (String(name) === 'replays') return Number(value)
  return 0
}
