import type { ConsumedMessage } from './event-consumer.ts'
import { letterHeaders, replayHeaders } from './letter-headers.ts'
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
        headers: letterHeaders(message, error),
      })),
    )
}

/** A letter on its way back to `topic`. */
export function replayed({ key, value, headers }: LoggedMessage, topic: string): MessageToSend {
  return { topic, key: key ?? '', value: value ?? '', headers: replayHeaders(headers) }
}

/** The topic of what cannot be stored. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.dlq`
}
