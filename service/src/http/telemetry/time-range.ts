import { excerpt, type Fault } from '../../telemetry/fault.ts'
import { parseTimeParameter } from './time-parameter.ts'

/** Milliseconds since the epoch; `to` is outside. */
export interface TimeRange {
  readonly from: number
  readonly to: number
}

/** `from` and `to` of a query, understood; where one is left out, that of `fallback`. What is wrong goes into `faults`. */
export function parseTimeRange(
  sent: { readonly from?: string; readonly to?: string },
  fallback: TimeRange,
  faults: Fault[],
): TimeRange | undefined {
  const before = faults.length
  const from = parseTimeParameter({ name: 'from', sent: sent.from }, faults) ?? fallback.from
  const to = parseTimeParameter({ name: 'to', sent: sent.to }, faults) ?? fallback.to
  if (faults.length > before) return undefined
  if (from < to) return { from, to }
  faults.push({ pointer: '/to', code: 'empty_range', required: 'a time after from', sent: excerpt(sent.to) })
  return undefined
}
