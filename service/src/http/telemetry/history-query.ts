import { Type } from 'typebox'
import type { Fault } from '../../telemetry/fault.ts'
import type { HistoryQuery } from '../../telemetry/read-events.ts'
import { malformed } from '../malformed.ts'
import { cursorSchema, limitForm, limitOf, maxLimit } from '../page.ts'
import { parseParameter } from '../parse-parameter.ts'
import { parseHistoryCursor } from './history-cursor.ts'
import { keysSchema, parseKeys } from './keys-parameter.ts'
import { timeParameterSchema } from './time-parameter.ts'
import { parseTimeRange } from './time-range.ts'

/** No event is from before the epoch, and RFC 3339 ends with the year 9999. */
const always = { from: 0, to: Date.UTC(10_000) }

/** The query of a history, as it is sent: all text. */
export const historyParameters = Type.Object(
  {
    from: Type.Optional(timeParameterSchema('events at or after it')),
    to: Type.Optional(timeParameterSchema('events before it')),
    keys: Type.Optional(keysSchema),
    order: Type.Optional(
      Type.String({
        pattern: '^(asc|desc)$',
        description: 'asc or desc (by event time; desc, the newest first, if left out)',
      }),
    ),
    limit: Type.Optional(
      Type.String({
        pattern: '^[1-9][0-9]{0,8}$',
        description: `${limitForm}; for CSV and NDJSON to 999999999 (all if left out)`,
      }),
    ),
    cursor: Type.Optional(cursorSchema),
  },
  { additionalProperties: false },
)

export type HistoryParameters = Type.Static<typeof historyParameters>

/** What is asked of a history; whose it is comes from elsewhere. */
export type AskedHistory = Omit<HistoryQuery, 'device' | 'deviceId'>

/** The query understood, or what is wrong with it. A whole range has no limit but its own. */
export function parseHistoryQuery(sent: HistoryParameters, whole: boolean): AskedHistory | readonly Fault[] {
  const faults: Fault[] = []
  const range = parseTimeRange(sent, always, faults)
  const order = sent.order === 'asc' ? 'asc' : 'desc'
  const keys = parseKeys(sent.keys, faults)
  const after = parseParameter(
    {
      name: 'cursor',
      sent: sent.cursor,
      parse: (cursor) => parseHistoryCursor(cursor, order),
      required: 'the next_cursor of another page in the same order',
    },
    faults,
  )
  const limit = whole ? Number(sent.limit ?? Number.POSITIVE_INFINITY) : limitOf(sent.limit)
  if (!whole && limit > maxLimit) faults.push(malformed('limit', limitForm, sent.limit))
  if (range === undefined || faults.length > 0) return faults
  return { ...range, order, limit, ...(keys && { keys }), ...(after && { after }) }
}
