import type { TelemetryEvent } from '../../telemetry/event.ts'
import type { Accept, Outcome } from '../../telemetry/outcome.ts'

/** `accept`, except that the event after the first `after` ones is answered with `answer` and goes nowhere. */
export function loseOne(
  accept: Accept,
  { after, answer }: { readonly after: number; readonly answer: Outcome },
): Accept {
  let seen = 0
  return async (events) => {
    const index = after - seen
    seen += events.length
    if (index < 0 || index >= events.length) return accept(events)
    const kept = events.toSpliced(index, 1)
    return (await outcomesOf(kept, accept)).toSpliced(index, 0, answer)
  }
}

async function outcomesOf(events: readonly TelemetryEvent[], accept: Accept): Promise<readonly Outcome[]> {
  return events.length === 0 ? [] : accept(events)
}
