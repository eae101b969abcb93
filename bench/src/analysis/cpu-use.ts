import type { Reading } from '@telemark/deployment'
import type { ReadingsView } from '../readings/readings-view.ts'
import type { CpuUse } from './findings.ts'
import { known } from './known.ts'

/** CPU that all tasks of `component` used, and which share of their envelopes that is. */
export function cpuUse(view: ReadingsView, component: Reading['component']): CpuUse | undefined {
  const cores = view.rate(component, 'cpuSeconds')
  if (cores === undefined) return undefined
  const limit = view.level(component, 'cpuLimitCores')
  const throttled = view.rate(component, 'throttledSeconds')
  return {
    cores,
    ...known({
      share: ratio(cores, limit),
      throttledShare: ratio(throttled, view.tasks(component, 'throttledSeconds')),
    }),
  }
}

/** Undefined where a part of it is unknown, or nothing is there to divide by. */
export function ratio(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole === 0 ? undefined : part / whole
}
