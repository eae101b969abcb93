import type { Clamping } from '@telemark/deployment'
import type { ClampTo } from '../process/clamped-envelope.ts'
import { settleAll } from '../settle-all.ts'
import type { TaskSet } from '../tasks/task-set.ts'
import type { ServerEnvelopes } from './server-envelopes.ts'

/** The envelopes of a whole deployment. */
export interface Clamp {
  set(to: Clamping): Promise<void>
  /** Lifts the servers' limits until disposed: for housekeeping between measurements, which is nobody's load. */
  lift(): Promise<AsyncDisposable>
}

type Sized = keyof ServerEnvelopes | TaskSet['component']

/** Nothing is clamped until `set` is called. */
export function clamp(servers: ServerEnvelopes, taskSets: readonly TaskSet[]): Clamp {
  let state: Clamping = 'off'
  const setServers = async (to: Clamping) => {
    const named = Object.entries(servers) as [keyof ServerEnvelopes, ServerEnvelopes[keyof ServerEnvelopes]][]
    await settleAll(named.map(([name, envelope]) => envelope?.clamp(clampOf(name, to))))
  }
  return {
    set: async (to) => {
      state = to
      const tasksClamped = taskSets.map((tasks) => tasks.clamp(clampOf(tasks.component, to)))
      await settleAll([setServers(to), ...tasksClamped])
    },
    lift: async () => {
      await setServers('off')
      return { [Symbol.asyncDispose]: () => setServers(state) }
    },
  }
}

function clampOf(component: Sized, to: Clamping): ClampTo {
  return typeof to === 'string' ? to : (to.cpuShares[component] ?? 'on')
}
