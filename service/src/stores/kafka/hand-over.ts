import { setTimeout as delay } from 'node:timers/promises'

/** Longer than a statement may take; with a heartbeat before, shorter than the session timeout, after which the group goes on without us. */
const patienceMs = 6000
/** A commit that is refused joins the group again by itself, and would wait for its own end. */
const patienceWithCommitMs = 1000

/** What a member of a group owes before its partitions go to others. */
export interface HandOver {
  /** While the group is being joined, nothing is to be handed out. */
  isHeld(): boolean
  /** So many messages are being worked on. */
  handedOut(count: number): void
  /** Commits offsets: `count` messages are done. */
  committing(count: number, commit: () => Promise<void>): Promise<void>
  /** Before a join: resolves when everything that was handed out is done, or after six seconds. */
  beforeJoin(): Promise<void>
  /** The group was joined. */
  joined(): void
}

/** Nothing is handed out yet. */
export function handOver(): HandOver {
  let isHeld = false
  let inFlight = 0
  let commits = 0
  let done = Promise.withResolvers<void>()
  return {
    isHeld: () => isHeld,
    handedOut(count) {
      if (inFlight === 0 && count > 0) done = Promise.withResolvers()
      inFlight += count
    },
    async committing(count, commit) {
      commits += 1
      try {
        await commit()
      } finally {
        commits -= 1
      }
      inFlight -= count
      if (inFlight === 0) done.resolve()
    },
    async beforeJoin() {
      isHeld = true
      if (inFlight === 0) return
      const limit = new AbortController()
      const patience = commits > 0 ? patienceWithCommitMs : patienceMs
      const late = delay(patience, undefined, { signal: limit.signal }).catch(() => undefined)
      await Promise.race([done.promise, late])
      limit.abort()
    },
    joined() {
      isHeld = false
    },
  }
}
