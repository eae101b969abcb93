import type { DeadLetter, SetAside } from '../stores/kafka/dead-letters.ts'
import type { ConsumedMessage } from '../stores/kafka/event-consumer.ts'
import type { TelemetryEvent } from '../telemetry/event.ts'
import type { Accept } from '../telemetry/outcome.ts'
import { Unavailable } from '../telemetry/unavailable.ts'
import { backOff } from './back-off.ts'

/** Where messages go. */
export interface SettleParts {
  readonly store: Accept
  readonly setAside: SetAside
  readonly progress: { done(stored: number, setAside: number): void }
  readonly log: (line: string) => void
}

/** Stores or sets aside every message, however long it takes. False when `signal` aborted first. */
export async function settle(
  messages: readonly ConsumedMessage[],
  parts: SettleParts,
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
    const { event } = message.value
    if (event instanceof Error) {
      bad.push({ message, error: event.message })
    } else {
      events.push(event)
      sources.push(message)
    }
  }
  const outcomes = events.length > 0 ? await store(events) : []
  outcomes.forEach((outcome, index) => {
    const message = sources[index]
    if (outcome.kind === 'rejected' && message !== undefined) bad.push({ message, error: outcome.reason })
  })
  return bad
}
