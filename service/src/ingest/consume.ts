import type { DeadLetter, SetAside } from '../stores/kafka/dead-letters.ts'
import type { ConsumedMessage, EventConsumer } from '../stores/kafka/event-consumer.ts'
import { decodeEvent } from '../stores/kafka/message.ts'
import type { TelemetryEvent } from '../telemetry/event.ts'
import type { Accept } from '../telemetry/outcome.ts'
import { Unavailable } from '../telemetry/unavailable.ts'
import { backOff } from './back-off.ts'

/** Events a statement stores at most: PostgreSQL is fastest from about a thousand on. */
const maxBatch = 5000
const commitAttempts = 6

export interface ConsumeParts {
  readonly join: () => Promise<EventConsumer>
  readonly store: Accept
  readonly setAside: SetAside
  readonly progress: Progress
  readonly log: (line: string) => void
}

/** What the metrics and `/health/ready` show. */
export interface Progress {
  joined(consumer: EventConsumer | undefined): void
  /** A batch was taken over; `undefined`: nothing is on its way. */
  working(oldest: ConsumedMessage | undefined): void
  done(stored: number, setAside: number): void
}

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

async function consumeAs(
  consumer: EventConsumer,
  parts: ConsumeParts & { readonly committed: () => void },
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const messages = await consumer.next(maxBatch, signal)
    if (messages === undefined) return
    parts.progress.working(messages[0])
    if (!(await settle(messages, parts, signal))) return
    // Only now: what is committed is in PostgreSQL, in the cache, or set aside. A crash before this repeats the batch.
    await commit(consumer, messages, signal)
    parts.committed()
    parts.progress.working(undefined)
  }
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

/** Stores or sets aside every message, however long it takes. False when `signal` aborted first. */
async function settle(
  messages: readonly ConsumedMessage[],
  parts: ConsumeParts,
  signal: AbortSignal,
): Promise<boolean> {
  const pause = backOff(signal)
  for (;;) {
    try {
      const bad = await storeAll(messages, parts.store)
      if (bad.length > 0) await parts.setAside(bad)
      parts.progress.done(messages.length - bad.length, bad.length)
      return true
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error
      parts.log(`Storing waits: ${error.message}`)
      await pause.wait()
      if (signal.aborted) return false
    }
  }
}

async function storeAll(messages: readonly ConsumedMessage[], store: Accept): Promise<readonly DeadLetter[]> {
  const bad: DeadLetter[] = []
  const sources: ConsumedMessage[] = []
  const events: TelemetryEvent[] = []
  for (const message of messages) {
    try {
      events.push(decodeEvent(message.value))
      sources.push(message)
    } catch (error) {
      bad.push({ message, error: (error as Error).message })
    }
  }
  const outcomes = events.length > 0 ? await store(events) : []
  outcomes.forEach((outcome, index) => {
    const message = sources[index]
    if (outcome.kind === 'rejected' && message !== undefined) bad.push({ message, error: outcome.reason })
  })
  return bad
}

/** What went wrong, down to what caused it. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const said = `${error.name}: ${error.message}`
  return error.cause === undefined ? said : `${said} (caused by ${explain(error.cause)})`
}
