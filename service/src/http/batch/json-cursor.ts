import type { Span } from './split.ts'
import { isWhiteSpace } from './white-space.ts'

const quote = '"'.charCodeAt(0)
const backslash = '\\'.charCodeAt(0)
const comma = ','.charCodeAt(0)
const colon = ':'.charCodeAt(0)
const point = '.'.charCodeAt(0)
/** A double keeps fifteen digits; with an exponent it may still be too large, or too small. */
const mostPlainCharacters = 15

/** What a value may begin and end with. */
type Mark = '{' | '}' | '[' | ']' | ':' | ','

/**
 * Goes through the bytes of a JSON document, about a nanosecond each, and parses nothing but names. Brackets are only counted:
 * whoever parses what lies between them sees whether they match.
 */
export class JsonCursor {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Goes over `mark`, if it is next. */
  take(mark: Mark): boolean {
    this.#skipSpace()
    if (this.#bytes[this.#at] !== mark.charCodeAt(0)) return false
    this.#at += 1
    return true
  }

  /** Goes over the string that is next; `undefined` where there is none. */
  takeName(): string | undefined {
    this.#skipSpace()
    const start = this.#at
    if (this.#bytes[start] !== quote) return undefined
    this.#at = endOfString(this.#bytes, start, this.#bytes.length)
    try {
      return JSON.parse(this.#bytes.toString('utf8', start, this.#at)) as string
    } catch {
      return undefined
    }
  }

  /** Goes to the comma or bracket that ends what is next, or to the end of all bytes. */
  takeValue(): Span {
    const span = scanValue(this.#bytes, this.#at, this.#bytes.length)
    this.#at = span.end
    return span
  }

  /** Whether nothing but white space is left. */
  isAtEnd(): boolean {
    this.#skipSpace()
    return this.#at >= this.#bytes.length
  }

  #skipSpace(): void {
    while (isWhiteSpace(this.#bytes[this.#at])) this.#at += 1
  }
}

/** From `start` to the comma or bracket that ends what is there, or to `limit`. */
export function scanValue(bytes: Buffer, start: number, limit: number): Span {
  let depth = 0
  let names = 0
  let mayHoldInexact = false
  for (let at = start; at < limit; at += 1) {
    const byte = bytes[at] as number
    switch (byte) {
      case quote:
        at = endOfString(bytes, at, limit) - 1
        break
      case 0x5b: // [
      case 0x7b: // {
        depth += 1
        break
      case 0x5d: // ]
      case 0x7d: // }
        if (depth === 0) return { start, end: at, names, mayHoldInexact }
        depth -= 1
        break
      case comma:
        if (depth === 0) return { start, end: at, names, mayHoldInexact }
        break
      case colon:
        names += 1
        break
      default:
        if (isDigit(byte)) {
          const end = endOfDigits(bytes, at)
          mayHoldInexact ||= end - at > mostPlainCharacters || isExponent(bytes[end])
          at = end - 1
        }
    }
  }
  return { start, end: limit, names, mayHoldInexact }
}

/** Behind the digits and points that begin at `start`. */
function endOfDigits(bytes: Buffer, start: number): number {
  let at = start + 1
  while (isDigit(bytes[at]) || bytes[at] === point) at += 1
  return at
}

function isDigit(byte = 0): boolean {
  return byte >= 0x30 && byte <= 0x39
}

function isExponent(byte: number | undefined): boolean {
  return byte === 0x65 || byte === 0x45
}
/** Behind the string that begins at `start`, or `limit`. */
function endOfString(bytes: Buffer, start: number, limit: number): number {
  for (let at = start + 1; at < limit; at += 1) {
    if (bytes[at] === quote) return at + 1
    if (bytes[at] === backslash) at += 1
  }
  return limit
}
