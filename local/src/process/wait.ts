import { setTimeout as delay } from 'node:timers/promises'

export interface WaitOptions {
  /** 10,000 where left out. */
  readonly withinMs?: number
  readonly signal?: AbortSignal
}

const everyMs = 20

/**
 * Asks again until the answer is yes. An attempt that throws counts as no; the last such error becomes the cause.
 * Rejects with `problem` once the time is over, or with the signal's reason.
 */
export async function waitUntil(
  problem: string,
  ask: () => Promise<boolean>,
  { withinMs = 10_000, signal }: WaitOptions = {},
): Promise<void> {
  const deadline = performance.now() + withinMs
  let cause: unknown
  while (performance.now() < deadline) {
    signal?.throwIfAborted()
    try {
      if (await ask()) return
    } catch (error) {
      cause = error
    }
    await delay(everyMs)
  }
  throw new Error(`${problem}, after ${withinMs / 1000} s`, { cause })
}
