import { scanValue } from './json-cursor.ts'
import type { Span, Split } from './split.ts'
import { isWhiteSpace } from './white-space.ts'

const newline = '\n'.charCodeAt(0)

/** The lines of NDJSON that are not blank; it gives up behind `most` of them. */
export function splitLines(bytes: Buffer, most: number): Split {
  const lines: Span[] = []
  for (let at = 0; at < bytes.length; at += 1) {
    if (isWhiteSpace(bytes[at])) continue
    const found = bytes.indexOf(newline, at)
    const end = found === -1 ? bytes.length : found
    lines.push({ ...scanValue(bytes, at, end), end })
    if (lines.length > most) return { kind: 'too_many' }
    at = end
  }
  return { kind: 'events', events: lines }
}
