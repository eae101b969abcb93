/** One thing that is wrong with what a client sent. */
export interface Fault {
  /** JSON pointer to the field. */
  readonly pointer: string
  /** For programs. */
  readonly code: string
  /** What is required, for people. */
  readonly required: string
  /** What was sent; left out where the field is missing. */
  readonly sent?: unknown
}

/** What was sent, short enough to send back. */
export function excerpt(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 80 ? `${value.slice(0, 80)}…` : value
  if (Array.isArray(value)) return 'an array'
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return String(value)
  return typeof value === 'object' && value !== null ? 'an object' : value
}

/** `name` as one segment of a JSON pointer (RFC 6901). */
export function pointerTo(...names: readonly string[]): string {
  return names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
