import { setTimeout as delay } from 'node:timers/promises'
import { semaphore } from '../concurrency/semaphore.ts'
import { Unavailable } from '../telemetry/unavailable.ts'
import { dealOut } from './deal-out.ts'
import { deliver, type Listener } from './deliver.ts'
import { isAhead, parseMoment } from './moment.ts'
import type { Arrivals, Moment, ReadArrivals } from './ports.ts'

/** How long after one look at what has arrived the next one begins. */
const pollEveryMs = 500
/** Of one look, or of catching up. */
const maxEvents = 10_000
/** A listener that was away for longer reads what it missed from history. */
const longestAwayMs = 60 * 60_000
/** Those that catch up before one look: the others are not kept waiting. */
const maxJoining = 20
/** Each has a socket and a buffer of its own. */
const maxListeners = 1000

/** Events as they are stored, whichever task stored them. One poller a task, and only while somebody listens. */
export interface LiveEvents extends Disposable {
  /** From now on, or from `since` on where that is not longer than an hour ago. Throws `Unavailable` when there are too many. */
  listen(listener: Listener, since?: Moment): Disposable
  /** Ends every listener: clients come back to another task. */
  endAll(): void
}

/** `report` gets what polling begins to fail with; it goes on. */
export function liveEvents(reader: ReadArrivals, report: (error: unknown) => void): LiveEvents {
  const listeners = new Set<Listener>()
  /** Not yet where the others are: each with the moment that it knows. */
  const joining = new Map<Listener, Moment | undefined>()
  const room = semaphore(maxListeners, 'streams are open')
  let isPolling = false
  let ended = false

  async function poll(): Promise<void> {
    isPolling = true
    let position: Moment | undefined
    let isFailing = false
    while (listeners.size + joining.size > 0) {
      try {
        position ??= await reader.now()
        await join(position)
        position = await look(position)
        isFailing = false
      } catch (error) {
        if (!isFailing && !ended) report(error)
        isFailing = true // from the same position again: nothing is missed
      }
      await delay(pollEveryMs)
    }
    isPolling = false
  }

  async function look(since: Moment): Promise<Moment> {
    const arrivals = await reader.between({ since, limit: maxEvents, ...only(listeners) })
    const eventsFor = dealOut(arrivals.events)
    for (const listener of listeners) deliver(listener, since, { ...arrivals, events: eventsFor(listener) })
    return arrivals.until
  }

  /** Brings those that have come to `position`. */
  async function join(position: Moment): Promise<void> {
    for (const [listener, since] of [...joining].slice(0, maxJoining)) {
      const missed = since === undefined ? undefined : await missedBy(listener, since, position)
      if (!joining.delete(listener)) continue // left meanwhile
      if (since !== undefined && missed !== undefined) deliver(listener, since, missed)
      listeners.add(listener)
    }
  }

  async function missedBy(listener: Listener, since: Moment, until: Moment): Promise<Arrivals> {
    const away = (parseMoment(until)?.at ?? 0) - (parseMoment(since)?.at ?? 0)
    const gap = { until, events: [], tooMany: true }
    if (away > longestAwayMs || isAhead(since, until)) return gap
    // A moment that was made up, or of another cluster, or too much for PostgreSQL: the others must not wait for it again and again.
    return reader.between({ since, until, limit: maxEvents, ...only([listener]) }).catch(() => gap)
  }

  return {
    listen(listener, since) {
      if (ended) throw new Unavailable('The service is shutting down')
      const permit = room.acquire()
      joining.set(listener, since)
      if (!isPolling) void poll()
      return {
        [Symbol.dispose]() {
          permit[Symbol.dispose]()
          joining.delete(listener)
          listeners.delete(listener)
        },
      }
    },
    endAll() {
      ended = true
      for (const listener of [...listeners, ...joining.keys()]) listener.end()
    },
    [Symbol.dispose]() {
      this.endAll()
      listeners.clear()
      joining.clear()
    },
  }
}

/** The devices that somebody listens to; no restriction where somebody listens to all. */
function only(listeners: Iterable<Listener>): { readonly devices?: readonly number[] } {
  const devices = new Set<number>()
  for (const { device } of listeners) {
    if (device === undefined) return {}
    devices.add(device)
  }
  return { devices: [...devices] }
}
