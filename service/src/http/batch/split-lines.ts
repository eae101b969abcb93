import type { Span, Split } from './split.ts'

const newline = 10
const carriageReturn = 13
const tab = 9
const space = 32

/** The lines of NDJSON that are not blank; it gives up behind `most` of them. */
export function splitLines(bytes: Buffer, most: number): Split {
  const lines: Span[] = []
  let start = 0
  let isBlank = true
  // A look at each byte: one call of `indexOf` a line would take many times as long where all lines are empty.
  for (let at = 0; at <= bytes.length; at += 1) {
    const byte = at < bytes.length ? (bytes[at] as number) : newline
    if (byte !== newline) {
      isBlank &&= byte === space || byte === tab || byte === carriageReturn
      continue
    }
    if (!isBlank) lines.push({ start, end: at })
    if (lines.length > most) return { kind: 'too_many' }
    start = at + 1
    isBlank = true
  }
  return { kind: 'events', events: lines }
}
