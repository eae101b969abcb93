import type { Reading } from '@telemark/deployment'
import type { Interval } from '../readings/readings-view.ts'
import { levels } from '../readings/series.ts'

/** Readings at each end of the interval that are averaged: a lag swings with every batch. */
const atEachEnd = 3

/**
 * By how many seconds' worth of writes the lag grew within the interval; 0 where nothing is written, undefined where there
 * are too few readings to say.
 */
export function lagGrowthSeconds(
  readings: readonly Reading[],
  span: Interval,
  writesPerSecond: number,
): number | undefined {
  if (writesPerSecond === 0) return 0
  const lag = levels(readings, { component: 'kafka', metric: 'lagEvents', ...span })
  if (lag.length < 2 * atEachEnd) return undefined
  return (mean(lag.slice(-atEachEnd)) - mean(lag.slice(0, atEachEnd))) / writesPerSecond
}

/** The most events that were enqueued and not stored at once. */
export function peakBacklog(readings: readonly Reading[], span: Interval): number {
  return Math.max(0, ...levels(readings, { component: 'kafka', metric: 'lagEvents', ...span }))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
