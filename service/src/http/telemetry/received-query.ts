import { Type } from 'typebox'
import { uuidSchema } from '../../telemetry/event-schema.ts'
import type { Fault } from '../../telemetry/fault.ts'
import type { ReceivedQuery } from '../../telemetry/read-events.ts'
import { cursorSchema, limitOf, limitSchema } from '../page.ts'
import { parseParameter } from '../parse-parameter.ts'
import { parseReceivedCursor } from './received-cursor.ts'
import { timeParameterSchema } from './time-parameter.ts'
import { parseTimeRange } from './time-range.ts'

/** RFC 3339 ends with the year 9999. */
const always = { from: 0, to: Date.UTC(10_000) }

/** The query of what was received, as it is sent: all text. */
export const receivedParameters = Type.Object(
  {
    from: timeParameterSchema('what was received at or after it'),
    to: Type.Optional(timeParameterSchema('what was received before it')),
    device_id: Type.Optional(uuidSchema),
    limit: Type.Optional(limitSchema),
    cursor: Type.Optional(cursorSchema),
  },
  { additionalProperties: false },
)

export type ReceivedParameters = Type.Static<typeof receivedParameters>

/** What is asked; of which device comes from elsewhere. */
export type AskedReceived = Omit<ReceivedQuery, 'device'>

/** The query understood, or what is wrong with it. */
export function parseReceivedQuery(sent: ReceivedParameters): AskedReceived | readonly Fault[] {
  const faults: Fault[] = []
  const range = parseTimeRange(sent, always, faults)
  const required = 'the next_cursor of another page'
  const after = parseParameter(
    { name: 'cursor', sent: sent.cursor, parse: parseReceivedCursor, required },
    faults,
  )
  if (range === undefined || faults.length > 0) return faults
  return { ...range, limit: limitOf(sent.limit), ...(after && { after }) }
}
