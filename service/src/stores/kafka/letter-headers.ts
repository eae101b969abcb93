import type { Letter } from '../../pipeline/ports.ts'
import type { ConsumedMessage } from './event-consumer.ts'
import { textHeaders } from './text-headers.ts'

const names = {
  topic: 'source-topic',
  partition: 'source-partition',
  offset: 'source-offset',
  error: 'error',
  replays: 'replays',
} as const

type Headers = Readonly<Record<string, string>>

/** What a dead letter carries: where `message` comes from, why it cannot be stored, and how often it was put back already. */
export function letterHeaders(
  { topic, partition, offset, headers }: ConsumedMessage,
  error: string,
): Record<string, string> {
  return {
    [names.topic]: topic,
    [names.partition]: String(partition),
    [names.offset]: String(offset),
    [names.error]: error,
    ...replaysHeader(replaysIn(textHeaders(headers))),
  }
}

/** The same, read; whoever else has written there may have left something out. */
export function readLetterHeaders(headers: Headers): Pick<Letter, 'error' | 'source' | 'replays'> {
  return {
    error: headers[names.error] ?? 'unknown',
    source: {
      topic: headers[names.topic] ?? 'unknown',
      partition: Number(headers[names.partition] ?? -1),
      offset: headers[names.offset] ?? 'unknown',
    },
    replays: replaysIn(headers),
  }
}

/** What a letter that is put back once more carries; should it come again, it still says how often it has been back. */
export function replayHeaders(headers: Headers): Record<string, string> {
  return replaysHeader(replaysIn(headers) + 1)
}

function replaysIn(headers: Headers): number {
  return Number(headers[names.replays] ?? 0)
}

function replaysHeader(replays: number): Record<string, string> {
  return { [names.replays]: String(replays) }
}
