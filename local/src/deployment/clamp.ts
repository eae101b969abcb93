import { settleAll } from '../settle-all.ts'
import type { TaskSet } from '../tasks/task-set.ts'
import type { ServerEnvelopes } from './server-envelopes.ts'

/** The envelopes of a whole deployment. */
export interface Clamp {
  set(to: 'on' | 'off'): Promise<void>
  /** Lifts the servers' limits until disposed: for housekeeping between measurements, which is nobody's load. */
  lift(): Promise<AsyncDisposable>
}

/** Nothing is clamped until `set` is called. */
export function clamp(servers: ServerEnvelopes, taskSets: readonly TaskSet[]): Clamp {
  let state: 'on' | 'off' = 'off'
  const setServers = async (to: 'on' | 'off') => {
    await settleAll(Object.values(servers).map((envelope) => envelope.clamp(to)))
  }
  return {
    set: async (to) => {
      state = to
      await settleAll([setServers(to), ...taskSets.map((tasks) => tasks.clamp(to))])
    },
    lift: async () => {
      await setServers('off')
      return { [Symbol.asyncDispose]: () => setServers(state) }
    },
  }
}
