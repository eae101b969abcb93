import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from './runner.ts'

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  waitUntil: (atMs, signal) => delay(Math.max(0, atMs - Date.now()), undefined, { signal }),
}
