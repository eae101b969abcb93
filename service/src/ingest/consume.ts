import type { ConsumedMessage, EventConsumer } from '../stores/kafka/event-consumer.ts'
import { backOff } from './back-off.ts'
import { type SettleParts, settle } from './settle.ts'

/** Events a statement stores at most: PostgreSQL is fastest from about a thousand on. */
export const maxBatch = 5000
const commitAttempts = 6

export interface ConsumeParts extends SettleParts {
  readonly join: () => Promise<EventConsumer>
  /** Resolves when those who read know what `store` stored before this call. */
  readonly told: () => Promise<void>
  readonly progress: Progress
}

/** What the metrics and `/health/ready` show. */
export interface Progress {
  joined(consumer: EventConsumer | undefined): void
  /** This batch is being stored. */
  working(messages: readonly ConsumedMessage[]): void
  /** What was worked on is stored. */
  idle(): void
  done(stored: number, setAside: number): void
}

type Messages = readonly ConsumedMessage[]

/** Topic -> store -> offsets, until `signal` aborts. Whatever is down is waited for; nothing is dropped. */
export async function consume(parts: ConsumeParts, signal: AbortSignal): Promise<void> {
  const pause = backOff(signal)
  while (!signal.aborted) {
    try {
      await using consumer = await parts.join()
      parts.progress.joined(consumer)
      // Having joined is no success yet: what fails behind it would be repeated without a pause.
      await consumeAs(consumer, { ...parts, committed: pause.reset }, signal)
    } catch (error) {
      parts.log(`Consuming stopped, the group will be joined again: ${explain(error)}`)
      await pause.wait()
    } finally {
      parts.progress.joined(undefined)
    }
  }
}

/** While one batch is being stored, the one before it is finished: PostgreSQL does not wait for Redis and Kafka. */
async function consumeAs(
  consumer: EventConsumer,
  parts: ConsumeParts & { readonly committed: () => void },
  signal: AbortSignal,
): Promise<void> {
  let finishing = Promise.resolve()
  let ahead: Messages | undefined
  try {
    for (;;) {
      // Nothing to store: a failure of the batch before must not lie there until something arrives.
      if (ahead === undefined && !consumer.answersAtOnce()) await finishing
      const messages = ahead ?? (await consumer.next(maxBatch, signal))
      if (messages === undefined || signal.aborted) return
      parts.progress.working(messages)
      const settled = settle(messages, parts, signal)
      settled.catch(() => undefined) // awaited below, whatever reading ahead does
      // Taking 5000 messages from the stream lasts 3 ms. Only a full batch: a smaller one may still grow.
      ahead = consumer.arrived() < maxBatch ? undefined : await consumer.next(maxBatch, signal)
      if (!(await settled)) return
      parts.progress.idle()
      // Offsets in order, and at most one batch behind. Its failure leaves this batch uncommitted: it comes again.
      await finishing
      finishing = finish(consumer, messages, parts, signal)
      finishing.catch(() => undefined) // whoever awaits it is told
    }
  } finally {
    await finishing
  }
}

/** What is committed is in PostgreSQL, in the cache, or set aside. A crash before this repeats the batch. */
async function finish(
  consumer: EventConsumer,
  messages: readonly ConsumedMessage[],
  parts: ConsumeParts & { readonly committed: () => void },
  signal: AbortSignal,
): Promise<void> {
  await parts.told()
  await commit(consumer, messages, signal)
  parts.committed()
}

/** Commits are refused while the group rebalances; leaving it for that would set off the next rebalance. */
async function commit(
  consumer: EventConsumer,
  messages: readonly ConsumedMessage[],
  signal: AbortSignal,
): Promise<void> {
  const pause = backOff(signal)
  for (let attempt = 1; ; attempt += 1) {
    try {
      await consumer.commit(messages)
      return
    } catch (error) {
      if (attempt === commitAttempts || signal.aborted) throw error
      await pause.wait()
    }
  }
}

/** What went wrong, down to what caused it. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const said = `${error.name}: ${error.message}`
  return error.cause === undefined ? said : `${said} (caused by ${explain(error.cause)})`
}
