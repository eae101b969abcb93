/** Events a second that a limit may allow at most. */
export const maxRateLimit = 100_000
/** What a device may send at once: as much as in so many seconds. One that was offline may hand in what it has gathered. */
const burstSeconds = 10
const maxDevices = 100_000

/** A limit that events did not pass. */
export interface Exceeded {
  readonly eventsPerSecond: number
  readonly burst: number
  /** After so many milliseconds the same events would pass. */
  readonly waitMs: number
}

/** Who takes events, and how many a second it may take. */
export interface Take {
  /** The registry's number of the device. */
  readonly device: number
  /** At least 1. */
  readonly eventsPerSecond: number
  readonly events: number
}

/** Counts the events of each device. */
export interface RateLimiter {
  /** Takes all events, or none of them and says why. */
  take(request: Take): Exceeded | undefined
}

interface Bucket {
  /** Events that the limit has not made up for yet. */
  owed: number
  at: number
}

/**
 * A leaky bucket a device: it fills with events, and loses `eventsPerSecond`. A batch that is larger than the burst passes when
 * nothing is owed, and its device waits the longer afterwards: otherwise it could never be sent. `now` in milliseconds, never backwards.
 * Bounded: of more than 100,000 devices, the one that has sent nothing for longest is forgotten, and owes nothing.
 */
export function rateLimiter(now: () => number = () => performance.now()): RateLimiter {
  const buckets = new Map<number, Bucket>()
  return {
    take({ device, eventsPerSecond, events }) {
      const at = now()
      const bucket = buckets.get(device) ?? { owed: 0, at }
      bucket.owed = Math.max(0, bucket.owed - ((at - bucket.at) * eventsPerSecond) / 1000)
      bucket.at = at
      const burst = eventsPerSecond * burstSeconds
      const tooMany = bucket.owed + Math.min(events, burst) - burst
      if (tooMany > 0) return { eventsPerSecond, burst, waitMs: (tooMany * 1000) / eventsPerSecond }
      bucket.owed += events
      buckets.delete(device) // and last again: the first is who has sent nothing for longest
      if (buckets.size >= maxDevices) buckets.delete(buckets.keys().next().value as number)
      buckets.set(device, bucket)
      return undefined
    },
  }
}
