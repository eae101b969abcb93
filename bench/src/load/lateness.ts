import type { LoadSettings } from '../../k6/load.ts'
import { percentile } from './percentile.ts'
import type { Sample } from './sample.ts'
import { startOf } from './watch.ts'

/**
 * How late the generator sent, 99th percentile, milliseconds. Request n is due at the schedule's time of n plus
 * its jitter; when the schedule began is not known to better than the most punctual request tells, so that one
 * is late by 0. Means nothing where iterations were dropped: each drop shifts n.
 */
export function latenessP99(samples: readonly Sample[], settings: LoadSettings): number {
  if (samples.length === 0) return 0
  const starts = Float64Array.from(samples, (sample) => startOf(sample, settings)).sort()
  return percentile(starts, 99) - percentile(starts, 0)
}
