import { Type } from 'typebox'
import { parseTime } from '../../telemetry/event-time.ts'
import type { Fault } from '../../telemetry/fault.ts'
import { parseParameter } from '../parse-parameter.ts'

/** A time in a query, and what it means there. */
export function timeParameterSchema(meaning: string) {
  return Type.String({ description: `an RFC 3339 time: ${meaning}` })
}

/** A time in a query: milliseconds since the epoch. What is wrong goes into `faults`. */
export function parseTimeParameter(
  { name, sent }: { readonly name: string; readonly sent: string | undefined },
  faults: Fault[],
): number | undefined {
  const required = 'an RFC 3339 time with its offset'
  return parseParameter({ name, sent, parse: parseTime, required, code: 'not_a_time' }, faults)
}
