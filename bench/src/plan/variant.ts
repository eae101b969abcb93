/** What makes a visit differ from the others: an experiment of its own, whose trials are no part of the ordinary capacity. */
export interface Variant {
  /** Unique among the experiments of an architecture; goes into the names of records, e.g. `uncompressed`. */
  readonly name: string
  /** Time passes this much faster for the autoscaler, instead of the profile's. */
  readonly compression?: number
}
