/** RFC 3339; whether the calendar has the day is not in it. */
export const timeForm =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

const dayMs = 86_400_000
const sixtieths = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
const thousandths = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'))
/** Times come by the day: the date is written once. */
let lastDay = Number.NaN
let lastDate = ''

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

/** RFC 3339, UTC, milliseconds. As `Date` writes it, in 0.15 µs where that takes 0.5: a history has two an event. */
export function rfc3339(milliseconds: number): string {
  const day = Math.floor(milliseconds / dayMs)
  if (day !== lastDay) {
    lastDate = new Date(day * dayMs).toISOString().slice(0, -'00:00:00.000Z'.length)
    lastDay = day
  }
  const time = milliseconds - day * dayMs
  const second = Math.floor(time / 1000)
  return `${lastDate}${digits(Math.floor(second / 3600))}:${digits(Math.floor(second / 60) % 60)}:${digits(second % 60)}.${thousandths[time % 1000]}Z`
}

function digits(number: number): string {
  return sixtieths[number] ?? ''
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}
