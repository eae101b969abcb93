import { setTimeout as delay } from 'node:timers/promises'
import type { Deployment } from '@telemark/deployment'

export interface Drain {
  readonly seconds: number
  /** Events still enqueued when the patience ended; 0 after a complete drain. */
  readonly left: number
}

const pollMs = 200
const patienceMs = 90_000

/** Waits until everything acknowledged as enqueued is stored, at most a minute and a half. */
export async function drain(deployment: Deployment, signal: AbortSignal): Promise<Drain> {
  const startedAt = Date.now()
  let left = await deployment.backlog()
  while (left > 0 && Date.now() - startedAt < patienceMs) {
    await delay(pollMs, undefined, { signal })
    left = await deployment.backlog()
  }
  return { seconds: (Date.now() - startedAt) / 1000, left }
}
