import { setTimeout as delay } from 'node:timers/promises'

const limitMs = 60_000

/** Repeats `check` until it stops throwing; throws what it threw last when a generous time is over. */
export async function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  const deadline = Date.now() + limitMs
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await delay(50)
    }
  }
}
