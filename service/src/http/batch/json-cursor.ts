import type { Span } from './split.ts'
import { isWhiteSpace } from './white-space.ts'

const quote = '"'.charCodeAt(0)
const backslash = '\\'.charCodeAt(0)
const comma = ','.charCodeAt(0)

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
    this.#at = endOfString(this.#bytes, start)
    try {
      return JSON.parse(this.#bytes.toString('utf8', start, this.#at)) as string
    } catch {
      return undefined
    }
  }

  /** Goes to the comma or bracket that ends what is next, or to the end of all bytes. */
  takeValue(): Span {
    const start = this.#at
    this.#at = endOfValue(this.#bytes, start)
    return { start, end: this.#at }
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

function endOfValue(bytes: Buffer, start: number): number {
  let depth = 0
  for (let at = start; at < bytes.length; at += 1) {
    switch (bytes[at]) {
      case quote:
        at = endOfString(bytes, at) - 1
        break
      case 0x5b: // [
      case 0x7b: // {
        depth += 1
        break
      case 0x5d: // ]
      case 0x7d: // }
        if (depth === 0) return at
        depth -= 1
        break
      case comma:
        if (depth === 0) return at
    }
  }
  return bytes.length
}

/** Behind the string that begins at `start`. */
function endOfString(bytes: Buffer, start: number): number {
  for (let at = start + 1; at < bytes.length; at += 1) {
    if (bytes[at] === quote) return at + 1
    if (bytes[at] === backslash) at += 1
  }
  return bytes.length
}
