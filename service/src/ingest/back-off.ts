import { setTimeout as delay } from 'node:timers/promises'

/** Waits longer each time, 100 ms to 5 s; less when `signal` aborts. */
export function backOff(signal: AbortSignal): () => Promise<void> {
  let next = 100
  return async () => {
    await delay(next * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined)
    next = Math.min(next * 2, 5000)
  }
}
