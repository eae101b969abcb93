import { type CanarySettings, canaryRun } from '../../k6/canaries.ts'
import { timeoutSeconds } from '../plan/checked-slo.ts'
import type { Freshness } from '../plan/slo.ts'

/** Devices that only canaries use: each is used again after 2 s, later than its canary is read. */
export const canaryDevices = 20

/** Events a second, of every load that writes, whatever its rate. */
export const canaryRate = 10

/** Of the time within which events shall be fresh; every second canary is read at its end, where the limit is judged. */
const delayShares = [0.1, 1, 0.25, 1, 0.5, 1] as const

/** What k6 is told of the canaries beside run `run`. */
export function canarySettings(run: number, { withinMs }: Pick<Freshness, 'withinMs'>): CanarySettings {
  return {
    run: canaryRun(run),
    rate: canaryRate,
    delaysMs: delayShares.map((share) => share * withinMs),
    // As many as can be on their way when every answer takes its full timeout: a canary is never dropped.
    virtualUsers: Math.ceil(canaryRate * (timeoutSeconds + withinMs / 1000 + 1)),
  }
}
