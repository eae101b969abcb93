/** RFC 3339; whether the calendar has the day is not in it. */
export const timeForm =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/**
 * Milliseconds since the epoch of an RFC 3339 time; what is finer than a millisecond is cut off.
 * `undefined` for anything else, also for days that no calendar has: `Date.parse` takes February 30th.
 */
export function parseTime(text: string): number | undefined {
  const match = timeForm.exec(text)
  if (match === null || Number(match[3]) > daysInMonth(Number(match[1]), Number(match[2]))) return undefined
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}

/** RFC 3339, UTC, milliseconds. */
export function rfc3339(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}
