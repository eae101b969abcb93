import type { Loss } from '@telemark/deployment'
import type { EnvelopeUsage } from '../process/envelope.ts'
import { logTail } from '../process/log-tail.ts'

/** Something that has ended by itself. */
export interface Lost {
  /** Its name, as in `Deployment.parts`. */
  readonly part: string
  /** `SIGKILL`, `exit code 1`. */
  readonly how: string
  /** Path of its log. */
  readonly log: string
  readonly envelope: { usage(): Promise<Pick<EnvelopeUsage, 'outOfMemoryKills'>> }
}

/** What died since the start, oldest first. */
export interface LossLog {
  readonly losses: readonly Loss[]
  /** Resolves when the reason is complete: until then the envelope must not be removed. Never rejects. */
  add(lost: Lost): Promise<void>
}

/** An empty log. */
export function lossLog(): LossLog {
  const losses: Loss[] = []
  return {
    losses,
    add: async (lost) => {
      const { part, how } = lost
      const at = Date.now()
      // Counted at once, explained a moment later: whoever looks in between must not miss it.
      const index = losses.push({ at, part, reason: `it ended by itself (${how})` }) - 1
      losses[index] = { at, part, reason: await reasonOf(lost) }
    },
  }
}

async function reasonOf({ how, log, envelope }: Lost): Promise<string> {
  const [usage, end] = await Promise.allSettled([envelope.usage(), logTail(log)])
  const outOfMemory = usage.status === 'fulfilled' && usage.value.outOfMemoryKills > 0
  const why = outOfMemory ? `${how}, out of memory` : how
  const said = end.status === 'fulfilled' ? end.value : `not readable: ${end.reason}`
  return `it ended by itself (${why}). The end of ${log}:\n${said}`
}
