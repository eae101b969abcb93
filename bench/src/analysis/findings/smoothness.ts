/** How evenly a cell that writes takes events in, and what a burst does to it. */
export interface Smoothness {
  readonly architecture: string
  readonly workload: string
  /** Requests a second of the plateau, where the cells of a workload are compared. */
  readonly rate: number
  /** Coefficient of variation of the rows committed, second by second, once it has settled. */
  readonly committedVariation?: number
  readonly burst?: Burst
}

/** The first seconds of a plateau: from nothing half the rate at once, within two seconds all of it. */
export interface Burst {
  /** Seconds that are looked at. */
  readonly seconds: number
  /** The largest p99 of POST of one of those seconds, and the p99 once it has settled, milliseconds. */
  readonly p99Ms: number
  readonly settledP99Ms: number
}
