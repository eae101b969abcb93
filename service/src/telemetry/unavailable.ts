/** Something the request needs is full or down. The same request may succeed later. */
export class Unavailable extends Error {
  /** What is full or down, for people. */
  readonly what: string

  constructor(what: string, options?: ErrorOptions) {
    super(`${what}.`, options)
    this.name = 'Unavailable'
    this.what = what
  }
}
