import type { Rules } from './rules.ts'

/** One value a period, oldest first; `undefined` where nothing was measured. */
export type Datapoints = readonly (number | undefined)[]

/** Whether the newest datapoints are all there and all above the target. */
export function highAlarm(datapoints: Datapoints, target: number, rules: Rules): boolean {
  return newestAll(datapoints, rules.highDatapoints, (value) => value > target)
}

/** Whether the newest datapoints are all there and all below `lowRatio` x target. */
export function lowAlarm(datapoints: Datapoints, target: number, rules: Rules): boolean {
  return newestAll(datapoints, rules.lowDatapoints, (value) => value < rules.lowRatio * target)
}

function newestAll(datapoints: Datapoints, count: number, holds: (value: number) => boolean): boolean {
  const newest = datapoints.slice(-count)
  return newest.length === count && newest.every((value) => value !== undefined && holds(value))
}
