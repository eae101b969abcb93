import { Type } from 'typebox'
import type { Fault } from '../../telemetry/fault.ts'
import type { ReceivedQuery } from '../../telemetry/read-events.ts'
import { malformed } from '../malformed.ts'
import { cursorSchema, limitSchema } from '../page.ts'
import { parseReceivedCursor } from './received-cursor.ts'
import { parseTimeRange } from './time-range.ts'

const defaultLimit = 100
/** RFC 3339 ends with the year 9999. */
const always = { from: 0, to: Date.UTC(10_000) }

/** The query of what was received, as it is sent: all text. */
export const receivedParameters = Type.Object(
  {
    from: Type.String({ description: 'an RFC 3339 time: what was received at or after it' }),
    to: Type.Optional(Type.String({ description: 'an RFC 3339 time: what was received before it' })),
    device_id: Type.Optional(Type.String({ description: 'a UUID' })),
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
  const after = sent.cursor === undefined ? undefined : parseReceivedCursor(sent.cursor)
  if (sent.cursor !== undefined && after === undefined)
    faults.push(malformed('cursor', 'the next_cursor of another page', sent.cursor))
  if (range === undefined || faults.length > 0) return faults
  return { ...range, limit: Number(sent.limit ?? defaultLimit), ...(after && { after }) }
}
