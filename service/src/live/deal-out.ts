import type { Listener } from './deliver.ts'
import type { Arrival } from './ports.ts'

const none: readonly Arrival[] = []

/** Which of `events` are for a listener. Each event is looked at once, however many listen. */
export function dealOut(
  events: readonly Arrival[],
): (listener: Pick<Listener, 'device'>) => readonly Arrival[] {
  let byDevice: Map<number, Arrival[]> | undefined
  return ({ device: wanted }) => {
    if (wanted === undefined) return events
    byDevice ??= Map.groupBy(events, ({ device }) => device)
    return byDevice.get(wanted) ?? none
  }
}
