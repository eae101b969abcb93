import type { MetricName, Reading } from '@telemark/deployment'
import { viewReadings } from './readings-view.ts'

/** Readings of one metric of a component's tasks within an interval. Pure views on what was recorded. */
export interface Selection {
  readonly component: Reading['component']
  readonly metric: MetricName
  /** Milliseconds since the epoch, both ends included. */
  readonly from: number
  readonly to: number
}

/** Growth of a counter a second, as the analysis sees it; undefined where no task has two readings. */
export function perSecond(
  readings: readonly Reading[],
  { component, metric, from, to }: Selection,
): number | undefined {
  return viewReadings(readings, { from, to }).rate(component, metric)
}

/** The values of a gauge, oldest first, tasks added up second by second; of two readings of a task in a second the last counts. */
export function levels(
  readings: readonly Reading[],
  { component, metric, from, to }: Selection,
): readonly number[] {
  const selected = readings
    .filter((r) => r.component === component && r.metric === metric && r.at >= from && r.at <= to)
    .toSorted((a, b) => a.at - b.at)
  const moments = Map.groupBy(selected, ({ at }) => Math.round(at / 1000))
  return [...moments.values()].map((moment) => {
    const lastOfTask = new Map(moment.map(({ task, value }) => [task, value]))
    return [...lastOfTask.values()].reduce((sum, value) => sum + value, 0)
  })
}
