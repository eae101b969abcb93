import type { Readable } from 'node:stream'
import {
  type Consumer,
  type Message,
  MessagesStreamFallbackModes,
  MessagesStreamModes,
} from '@platformatic/kafka'

/** Messages of the partitions that are this member's now, each once and in order, from the committed offsets on. */
export interface GenerationStreams<Value> {
  /** Messages that have arrived. */
  arrived(): number
  read(): Message<Buffer, Value, Buffer, Buffer> | null
  /** Why nothing will arrive any more; `undefined` while something may. */
  failure(): Error | undefined
  /** Resolves when there may be something to read, or when `signal` aborts. */
  news(signal: AbortSignal): Promise<void>
}

/** What the group is joined with. */
export type Member<Value> = Consumer<Buffer, Value, Buffer, Buffer>

/**
 * Joins the group of `consumer` and reads `topic`: a stream for each generation of the group.
 *
 * What was fetched for one assignment must not be read under the next: a fetch under way at a join would move the stream beyond what was
 * dropped from it, and those messages would never be read. So nothing of a stream outlives its generation.
 */
export async function generationStreams<Value>(
  consumer: Member<Value>,
  topic: string,
): Promise<GenerationStreams<Value>> {
  let wake: () => void = () => undefined
  let stream = await consumer.consume(fromCommitted(topic))
  listenTo(stream)
  consumer.on('consumer:group:join', () => {
    const last = stream
    if (last.destroyed) return
    consumer.consume(fromCommitted(topic), (error, next) => {
      if (next === undefined) return void last.destroy(error ?? undefined)
      stream = next
      listenTo(stream)
      last.destroy()
    })
  })
  // A join that failed for good is told of in no other way.
  consumer.on('error', (error) => stream.destroy(error))

  /** Its listeners stay: without any the stream is no longer flowing, and what fetches into it gives up for good. */
  function listenTo(one: Readable): void {
    for (const event of ['readable', 'error', 'close', 'end']) one.on(event, () => wake())
  }

  return {
    arrived: () => stream.readableLength,
    read: () => stream.read(),
    failure: () =>
      stream.destroyed ? (stream.errored ?? new Error('The stream of messages has ended.')) : undefined,
    news: (signal) =>
      new Promise((resolve) => {
        wake = () => {
          signal.removeEventListener('abort', wake)
          resolve()
        }
        signal.addEventListener('abort', wake)
      }),
  }
}

function fromCommitted(topic: string) {
  return {
    topics: [topic],
    mode: MessagesStreamModes.COMMITTED,
    fallbackMode: MessagesStreamFallbackModes.EARLIEST,
    maxWaitTime: 500,
  }
}
