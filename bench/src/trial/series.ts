import type { MetricName, Reading } from '@telemark/deployment'

/** Readings of one metric of a component's tasks within an interval. Pure views on what was recorded. */
export interface Selection {
  readonly component: Reading['component']
  readonly metric: MetricName
  readonly from: number
  readonly to: number
}

/** How much a counter grew, all tasks together; a restarted task counts from 0 again. Undefined with fewer than two readings. */
export function growth(
  readings: readonly Reading[],
  selection: Selection,
): { amount: number; seconds: number } | undefined {
  const tasks = Map.groupBy(select(readings, selection), ({ task }) => task)
  let amount = 0
  let seconds = 0
  for (const series of tasks.values()) {
    for (const [index, reading] of series.entries()) {
      const before = series[index - 1]
      if (before !== undefined)
        amount += reading.value >= before.value ? reading.value - before.value : reading.value
    }
    seconds = Math.max(seconds, ((series.at(-1)?.at ?? 0) - (series[0]?.at ?? 0)) / 1000)
  }
  return seconds > 0 ? { amount, seconds } : undefined
}

/** Growth of a counter a second. */
export function perSecond(readings: readonly Reading[], selection: Selection): number | undefined {
  const grown = growth(readings, selection)
  return grown && grown.amount / grown.seconds
}

/** The values of a gauge, oldest first, tasks added up second by second; of two readings of a task in a second the last counts. */
export function levels(readings: readonly Reading[], selection: Selection): readonly number[] {
  const moments = Map.groupBy(select(readings, selection), ({ at }) => Math.round(at / 1000))
  return [...moments.values()].map((moment) => {
    const lastOfTask = new Map(moment.map(({ task, value }) => [task, value]))
    return [...lastOfTask.values()].reduce((sum, value) => sum + value, 0)
  })
}

function select(
  readings: readonly Reading[],
  { component, metric, from, to }: Selection,
): readonly Reading[] {
  return readings
    .filter((r) => r.component === component && r.metric === metric && r.at >= from && r.at <= to)
    .toSorted((a, b) => a.at - b.at)
}
