import type { Deployment } from '@telemark/deployment'
import type { BenchEvent } from '../bench-event.ts'
import type { Warning } from '../record/record.ts'
import type { Visit } from './agenda.ts'
import { continues } from './next-visit.ts'
import type { Continuing } from './passes.ts'

/** A deployment that is ready to be measured. */
export interface Ready {
  readonly deployment: Deployment
  /** From its warm-up. */
  readonly warnings: readonly Warning[]
}

export type Prepare = (visit: Visit) => AsyncGenerator<BenchEvent, Ready>

/** The one deployment that stands; disposing stops it. */
export interface StandingDeployment extends AsyncDisposable {
  readonly visited: Continuing | undefined
  /** A deployment for `visit`: what stands, where it is the same; otherwise that is stopped first. */
  ready(visit: Visit): AsyncGenerator<BenchEvent, Ready>
  stop(): Promise<void>
}

/** Half a minute is saved where a pass goes on with what the one before it has ended with (doc/decisions/0036). */
export function createStanding(prepare: Prepare): StandingDeployment {
  let current: { readonly visit: Visit; readonly ready: Ready } | undefined
  const stop = async () => {
    const stopping = current
    current = undefined
    await stopping?.ready.deployment[Symbol.asyncDispose]()
  }
  return {
    get visited() {
      return current?.visit
    },
    async *ready(visit) {
      if (current !== undefined && continues(visit, current.visit)) return current.ready
      await stop()
      const ready = yield* prepare(visit)
      current = { visit, ready }
      return ready
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
