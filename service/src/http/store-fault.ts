import type { Fault } from '../telemetry/fault.ts'
import type { RejectionCode } from '../telemetry/outcome.ts'

/** What is wrong with an event that the store refuses for good. */
export function storeFault(code: RejectionCode): Fault {
  const pointer = code === 'out_of_range' ? '/event_time' : ''
  return { pointer, code, required: 'an event that can be stored' }
}
