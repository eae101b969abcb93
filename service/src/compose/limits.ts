/** Of whatever collects events before they are on their way. */
export const limits = {
  maxPending: 10_000,
  maxBatch: 1000,
  /** Overload is told within a second: of it, events may wait so long before they are on their way. */
  waitMs: 700,
}
