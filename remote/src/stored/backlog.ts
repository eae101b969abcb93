import { setTimeout as delay } from 'node:timers/promises'
import type { LagReader } from '../readings/pipeline.ts'
import type { Target } from '../target/target.ts'
import { TargetError } from '../target/target-error.ts'
import type { ToldSystem } from '../target/told-system.ts'

export interface BacklogOptions {
  readonly target: Target
  readonly told: ToldSystem
  readonly readLag: LagReader
  readonly signal: AbortSignal
}

const pollMs = 200
const emptyWithinMs = 30_000

/** Events that are enqueued and not stored, whoever sent them; 0 where an answer means that they are stored. */
export function backlogReader({ target, told, readLag, signal }: BacklogOptions): () => Promise<number> {
  return async () => {
    if (told.acknowledgement !== 'enqueued') return 0
    const { events } = await readLag(signal)
    if (events !== null) return events
    throw new TargetError(`Cannot tell what ${target.name} has not stored yet: its queue does not answer.`)
  }
}

/** Resolves when nothing is enqueued, or when others have sent so much for half a minute that something always is. */
export async function emptied(backlog: () => Promise<number>, signal: AbortSignal): Promise<void> {
  const until = Date.now() + emptyWithinMs
  while ((await backlog()) > 0 && Date.now() < until) await delay(pollMs, undefined, { signal })
}
