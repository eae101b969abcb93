import { threadDelays } from './proc.ts'

/**
 * A counter of the seconds that the threads of some processes waited for a core. The kernel forgets a thread
 * when it ends, so what was last seen of each thread is added up here: the counter never falls.
 */
export function runDelayCounter(): (pids: readonly number[]) => number {
  const lastSeen = new Map<number, number>()
  let total = 0
  return (pids) => {
    for (const pid of pids) {
      for (const [thread, delay] of threadDelays(pid)) {
        const before = lastSeen.get(thread) ?? 0
        total += delay >= before ? delay - before : delay
        lastSeen.set(thread, delay)
      }
    }
    return total / 1e9
  }
}
