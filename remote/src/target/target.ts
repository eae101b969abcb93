/** A service that stands elsewhere. */
export interface Target {
  /** How it is called in records and reports. */
  readonly name: string
  /** Below it are `/api`, `/health` and `/metrics`. */
  readonly url: URL
}
