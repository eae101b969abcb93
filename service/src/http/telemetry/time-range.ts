import { parseTime } from '../../telemetry/event-time.ts'
import { excerpt, type Fault } from '../../telemetry/fault.ts'

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
  const from = timeOf('from', sent.from, fallback.from, faults)
  const to = timeOf('to', sent.to, fallback.to, faults)
  if (from === undefined || to === undefined) return undefined
  if (from < to) return { from, to }
  faults.push({ pointer: '/to', code: 'empty_range', required: 'a time after from', sent: excerpt(sent.to) })
  return undefined
}

function timeOf(
  name: string,
  sent: string | undefined,
  fallback: number,
  faults: Fault[],
): number | undefined {
  if (sent === undefined) return fallback
  const time = parseTime(sent)
  if (time === undefined)
    faults.push({
      pointer: `/${name}`,
      code: 'not_a_time',
      required: 'an RFC 3339 time with its offset',
      sent: excerpt(sent),
    })
  return time
}
