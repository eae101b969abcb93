import type { StoredEvent } from '../../telemetry/event.ts'
import { rfc3339 } from '../../telemetry/event-time.ts'
import { storedEventBody } from '../../telemetry/stored-event-body.ts'

/** How a stream of events is written. */
export interface HistoryFormat {
  readonly contentType: string
  /** Of a file, without the point. */
  readonly extension: string
  /** Comes first, also where there are no events. */
  readonly header: (keys: readonly string[] | undefined) => string
  readonly lines: (events: readonly StoredEvent[], keys: readonly string[] | undefined) => string
}

/** One JSON document a line, as a page has them. */
export const ndjson: HistoryFormat = {
  contentType: 'application/x-ndjson; charset=utf-8',
  extension: 'ndjson',
  header: () => '',
  lines(events) {
    let text = ''
    for (const event of events) text += `${storedEventBody(event)}\n`
    return text
  },
}

/**
 * RFC 4180. With `keys` a column each; without, all measurements as JSON in one column: which names there are is known only when the last
 * event has been read, and then it is too late for a header.
 * A text is always in quotes and a missing value never is, so that an empty text stays one. Nothing is changed for spreadsheets: they take a text that
 * begins with = + - or @ for a formula.
 */
export const csv: HistoryFormat = {
  contentType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  header: (keys) => `device_id,event_id,event_time,received_at,${keys?.join() ?? 'measurements'}\r\n`,
  lines(events, keys) {
    let text = ''
    for (const event of events) {
      const { deviceId, eventId, eventTime, receivedAt, measurements } = event
      const values = keys === undefined ? quoted(measurements) : cells(measurements, keys)
      text += `${deviceId},${eventId},${rfc3339(eventTime)},${rfc3339(receivedAt)},${values}\r\n`
    }
    return text
  },
}

function cells(measurements: string, keys: readonly string[]): string {
  const values = JSON.parse(measurements) as Record<string, unknown>
  return keys.map((key) => (Object.hasOwn(values, key) ? cell(values[key]) : '')).join()
}

function cell(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : String(value)
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
