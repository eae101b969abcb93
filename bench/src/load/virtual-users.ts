import type { RateStage } from '../../k6/schedule.ts'

const fewest = 20
const most = 5000
/** With a small latency limit too, a pause that 99 % of half a minute outlive must not use them up. */
const leastSeconds = 0.5

/**
 * How many requests k6 may have on their way: as many as come within twice the latency limit, and those that wait for their
 * jitter. All are allocated before the start, because k6 adds them one at a time and drops arrivals meanwhile; and no more,
 * because the first request of each costs k6 two or three times as much as the others.
 */
export function virtualUsersFor(
  stages: readonly RateStage[],
  waits: { limitMs: number; jitterMs: number },
): number {
  const highest = Math.max(...stages.map(({ rate }) => rate))
  const seconds = Math.max(leastSeconds, (2 * waits.limitMs + waits.jitterMs) / 1000)
  return Math.min(most, Math.max(fewest, Math.ceil(highest * seconds)))
}
