import type { Interval } from '../readings/readings-view.ts'
import type { FreshnessCount } from '../record/record.ts'
import type { Canary } from './canary.ts'

/** A read that the generator sent later than this would flatter the service: it does not count. */
const latestMs = 5

/**
 * How many of the canaries that were sent within the interval, acknowledged, and read within it were there when they were read, by delay,
 * the shortest first: what is read after a ramp's breach says nothing of the rate that it held. A read that failed is not fresh.
 */
export function freshnessOf(canaries: readonly Canary[], { from, to }: Interval): readonly FreshnessCount[] {
  const reads = canaries
    .filter(({ sentAt, status }) => sentAt >= from && sentAt < to && status >= 200 && status < 300)
    .flatMap(({ sentAt, read }) =>
      read && read.sentAt < to && read.sentAt - sentAt <= read.delayMs + latestMs ? [read] : [],
    )
  return [...Map.groupBy(reads, ({ delayMs }) => delayMs)]
    .map(([delayMs, own]) => ({ delayMs, asked: own.length, fresh: own.filter(({ fresh }) => fresh).length }))
    .toSorted((a, b) => a.delayMs - b.delayMs)
}
