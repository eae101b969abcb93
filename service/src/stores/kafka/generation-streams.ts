import type { Readable } from 'node:stream'
import {
  type Consumer,
  type Message,
  type MessagesStream,
  MessagesStreamFallbackModes,
  MessagesStreamModes,
} from '@platformatic/kafka'
import { byteBound } from './byte-bound.ts'

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

/** What lies in a message, as it came too. */
interface Sized {
  readonly bytes: Buffer | undefined
}

export interface StreamOptions<Value extends Sized> {
  readonly topic: string
  /** Called as messages arrive. */
  readonly receive: (bytes: Buffer | undefined) => Value
  /** Of values, that may wait to be read; beyond it nothing more is fetched. */
  readonly maxBytes: number
}

/** A stream and its messages, each taken once. */
interface OpenStream<Value> {
  readonly stream: MessagesStream<Buffer, Value, Buffer, Buffer>
  read(): Message<Buffer, Value, Buffer, Buffer> | null
}

/**
 * Joins the group of `consumer` and reads a topic: a stream for each generation of the group.
 *
 * What was fetched for one assignment must not be read under the next: a fetch under way at a join would move the stream beyond what was
 * dropped from it, and those messages would never be read. So nothing of a stream outlives its generation.
 */
export async function generationStreams<Value extends Sized>(
  consumer: Member<Value>,
  options: StreamOptions<Value>,
): Promise<GenerationStreams<Value>> {
  let wake: () => void = () => undefined
  let open = await openStream(consumer, options)
  listenTo(open.stream)
  /** Between a join and its stream, what lies in the one before is not read any more. */
  let isChanging = false
  let generation = 0
  consumer.on('consumer:group:join', () => {
    if (open.stream.destroyed) return
    generation += 1
    isChanging = true
    const mine = generation
    openStream(consumer, options).then(
      (next) => {
        if (mine !== generation) return void next.stream.destroy() // joined again meanwhile
        const last = open.stream
        open = next
        isChanging = false
        listenTo(open.stream)
        last.destroy()
      },
      (error) => void open.stream.destroy(error),
    )
  })
  // A join that failed for good is told of in no other way.
  consumer.on('error', (error) => open.stream.destroy(error))

  /** Its listeners stay: without any the stream is no longer flowing, and what fetches into it gives up for good. */
  function listenTo(one: Readable): void {
    for (const event of ['readable', 'error', 'close', 'end']) one.on(event, () => wake())
  }

  return {
    arrived: () => (isChanging ? 0 : open.stream.readableLength),
    read: () => (isChanging ? null : open.read()),
    failure: () =>
      open.stream.destroyed
        ? (open.stream.errored ?? new Error('The stream of messages has ended.'))
        : undefined,
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

/** It fetches once somebody listens. */
async function openStream<Value extends Sized>(
  consumer: Member<Value>,
  { topic, receive, maxBytes }: StreamOptions<Value>,
): Promise<OpenStream<Value>> {
  const bound = byteBound(maxBytes, () => stream)
  const value = (bytes: Buffer | undefined) => {
    bound.came(bytes?.length ?? 0)
    return receive(bytes)
  }
  const stream = await consumer.consume({ ...fromCommitted(topic), deserializers: { value } })
  return {
    stream,
    read() {
      const message = stream.read() as Message<Buffer, Value, Buffer, Buffer> | null
      if (message !== null) bound.left(message.value.bytes?.length ?? 0)
      return message
    },
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
