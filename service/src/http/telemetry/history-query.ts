import { Type } from 'typebox'
import type { Fault } from '../../telemetry/fault.ts'
import { measurementNamesForm, parseMeasurementNames } from '../../telemetry/measurement-names.ts'
import type { HistoryQuery } from '../../telemetry/read-events.ts'
import { malformed } from '../malformed.ts'
import { parseHistoryCursor } from './history-cursor.ts'
import { parseTimeRange } from './time-range.ts'

const defaultLimit = 100
const maxLimit = 1000
/** No event is from before the epoch, and RFC 3339 ends with the year 9999. */
const always = { from: 0, to: Date.UTC(10_000) }

/** The query of a history, as it is sent: all text. */
export const historyParameters = Type.Object(
  {
    from: Type.Optional(Type.String({ description: 'an RFC 3339 time: events at or after it' })),
    to: Type.Optional(Type.String({ description: 'an RFC 3339 time: events before it' })),
    keys: Type.Optional(Type.String({ description: measurementNamesForm })),
    order: Type.Optional(
      Type.String({
        pattern: '^(asc|desc)$',
        description: 'asc or desc (by event time; desc, the newest first, if left out)',
      }),
    ),
    limit: Type.Optional(
      Type.String({
        pattern: '^[1-9][0-9]{0,8}$',
        description: `an integer from 1 to ${maxLimit} (${defaultLimit} if left out); for CSV and NDJSON to 999999999 (all if left out)`,
      }),
    ),
    cursor: Type.Optional(Type.String({ description: 'the next_cursor of the page before' })),
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
  const keys = sent.keys === undefined ? undefined : parseMeasurementNames(sent.keys)
  if (sent.keys !== undefined && keys === undefined)
    faults.push(malformed('keys', measurementNamesForm, sent.keys))
  const after = sent.cursor === undefined ? undefined : parseHistoryCursor(sent.cursor, order)
  if (sent.cursor !== undefined && after === undefined)
    faults.push(malformed('cursor', 'the next_cursor of another page in the same order', sent.cursor))
  const limit = Number(sent.limit ?? (whole ? Number.POSITIVE_INFINITY : defaultLimit))
  if (!whole && limit > maxLimit)
    faults.push(malformed('limit', `an integer from 1 to ${maxLimit}`, sent.limit))
  if (range === undefined || faults.length > 0) return faults
  return { ...range, order, limit, ...(keys && { keys }), ...(after && { after }) }
}
