import { setTimeout as delay } from 'node:timers/promises'
import type { Accept, Outcome } from '../../telemetry/outcome.ts'

/** Answers every event with `answer` at once, and hands it to `accept` so much later, whatever that says then. */
export function answerEarly(
  accept: Accept,
  { storedAfterMs, answer }: { readonly storedAfterMs: number; readonly answer: Outcome },
): Accept {
  return async (events) => {
    delay(storedAfterMs)
      .then(() => accept(events))
      .catch(() => undefined) // whoever could have been told has his answer
    return events.map(() => answer)
  }
}
