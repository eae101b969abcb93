import type { FirstEvent } from '../fleet/first-events.ts'
import type { ApiClient } from '../target/api-client.ts'
import { TargetError } from '../target/target-error.ts'
import type { ToldSystem } from '../target/told-system.ts'
import { clockOffsetMs } from './clock-offset.ts'
import { historyOf } from './history.ts'

/** Enough for one exchange without a pause of either side. */
const readBack = 20
/** The contract takes no event that is five minutes ahead: far below that somebody should set a clock. */
const farthestMs = 60_000

/**
 * How far the target's clock is ahead, milliseconds, from first events that are read back: completion is told by two clocks. Needs them to be stored.
 * Rejects with a TargetError where the clocks are more than a minute apart.
 */
export async function targetClock(
  client: ApiClient,
  { told, first }: { readonly told: ToldSystem; readonly first: readonly FirstEvent[] },
  signal: AbortSignal,
): Promise<number> {
  if (told.acknowledgement === 'none') return 0
  const exchanges = await Promise.all(
    first.slice(-readBack).map(async ({ device, ...exchange }) => {
      const [stored] = await Array.fromAsync(historyOf(client, device, { from: 0, signal }))
      return stored === undefined ? [] : [{ ...exchange, receivedAt: stored.receivedAt }]
    }),
  )
  const offsetMs = clockOffsetMs(exchanges.flat(), told.acknowledgement)
  if (Math.abs(offsetMs) <= farthestMs) return offsetMs
  throw new TargetError(
    `Cannot measure ${client.target.name}: its clock and that of this machine must agree within ${farthestMs / 1000} s, because events carry the time of their sending, and they are ${(offsetMs / 1000).toFixed(0)} s apart. Set the clocks.`,
  )
}
