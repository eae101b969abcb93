import type { Reading } from '@telemark/deployment'

/** The most API tasks that ran at one moment. */
export function peakTasksOf(readings: readonly Reading[]): number | undefined {
  return peakOf(readings, ({ component, metric }) => component === 'api' && metric === 'tasksRunning')
}

/** The longest that an event had been waiting in Kafka. */
export function peakLagSecondsOf(readings: readonly Reading[]): number | undefined {
  return peakOf(readings, ({ metric }) => metric === 'lagSeconds')
}

function peakOf(readings: readonly Reading[], which: (reading: Reading) => boolean): number | undefined {
  let peak: number | undefined
  for (const reading of readings) if (which(reading)) peak = Math.max(peak ?? 0, reading.value)
  return peak
}
