import type { Arrivals, Moment } from './ports.ts'

/** Somebody who wants events as they are stored. */
export interface Listener {
  /** Only this one's; all, where it is left out. */
  readonly device?: number
  /** It reads more slowly than events come: it is not to be given more. */
  isFull(): boolean
  /** `resume`: who goes on from there misses nothing. */
  event(body: string, resume: Moment): void
  /** What became visible between these moments it did not get. */
  gap(since: Moment, until: Moment): void
  /** Nothing has come up to this moment. */
  caughtUp(resume: Moment): void
  end(): void
  /** Since when it has been given nothing, because it was full. */
  missing?: Moment
}

/**
 * Gives `listener` the arrivals that are for it. What comes while it is full is left out, and told as one gap when it reads again: memory stays
 * bounded, and it knows what to read from history. All but the last event of a look resume before it, so that going on from any of them repeats
 * some and misses none.
 */
export function deliver(listener: Listener, since: Moment, { events, tooMany, until }: Arrivals): void {
  if (tooMany || listener.isFull()) {
    listener.missing ??= since
    if (listener.isFull()) return
  }
  if (listener.missing !== undefined) {
    listener.gap(listener.missing, tooMany ? until : since)
    delete listener.missing
  }
  for (const [index, { body }] of events.entries()) {
    if (listener.isFull()) {
      listener.missing = since
      return
    }
    listener.event(body, index === events.length - 1 ? until : since)
  }
  if (events.length === 0) listener.caughtUp(until)
}
