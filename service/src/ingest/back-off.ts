import { setTimeout as delay } from 'node:timers/promises'

const shortestMs = 100
const longestMs = 5000

/** How long to wait after a failure. */
export interface BackOff {
  /** Waits longer each time, 100 ms to 5 s; less when the signal aborts. */
  wait(): Promise<void>
  /** It works again: the next wait is the shortest. */
  reset(): void
}

/** Waits that `signal` cuts short. */
export function backOff(signal: AbortSignal): BackOff {
  let next = shortestMs
  return {
    async wait() {
      await delay(next * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined)
      next = Math.min(next * 2, longestMs)
    },
    reset() {
      next = shortestMs
    },
  }
}
