/** SQL: milliseconds since the epoch. What is finer is cut off: rounded up, an event would lie outside of a range that ends with its time. */
export function epochMs(time: string): string {
  return `floor(extract(epoch FROM ${time}) * 1000)::int8`
}

/** SQL: microseconds since the epoch, as exact as PostgreSQL keeps a time. */
export function epochUs(time: string): string {
  return `(extract(epoch FROM ${time}) * 1000000)::int8`
}

/** SQL: the time so many milliseconds after the epoch. */
export function timeOfMs(ms: string): string {
  return `to_timestamp(${ms}::int8 / 1000.0)`
}

/** SQL: the time so many microseconds after the epoch. */
export function timeOfUs(us: string): string {
  return `to_timestamp(${us}::int8 / 1000000.0)`
}
