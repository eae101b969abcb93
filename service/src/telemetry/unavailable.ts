/** Something the request needs is full or down. The same request may succeed later. */
export class Unavailable extends Error {
  /** What is full or down, for people. */
  readonly what: string
  readonly retryAfterSeconds: number

  constructor(what: string, options: { readonly retryAfterSeconds?: number; readonly cause?: unknown } = {}) {
    super(`${what}.`, { cause: options.cause })
    this.name = 'Unavailable'
    this.what = what
    this.retryAfterSeconds = options.retryAfterSeconds ?? 1
  }
}
