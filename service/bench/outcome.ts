/** Events a second on both sides, measured one right after the other. */
export interface Pair {
  readonly bareLoop: number
  readonly consumer: number
}

/** Medians over the pairs; the ratio is the median of the pairs' own ratios. */
export interface Outcome extends Pair {
  readonly ratio: number
  readonly required: number
  readonly holds: boolean
}

/** What `pairs` say together. */
export function outcomeOf(pairs: readonly Pair[], required: number): Outcome {
  const ratio = median(pairs.map(({ bareLoop, consumer }) => consumer / bareLoop))
  return {
    bareLoop: median(pairs.map(({ bareLoop }) => bareLoop)),
    consumer: median(pairs.map(({ consumer }) => consumer)),
    ratio,
    required,
    holds: ratio >= required,
  }
}

/** e.g. `consumer 61234 events a second, bare loop 73456` */
export function sayPair({ bareLoop, consumer }: Pair): string {
  return `consumer ${Math.round(consumer)} events a second, bare loop ${Math.round(bareLoop)}`
}

/** The last lines of a run. */
export function sayOutcome(outcome: Outcome): string {
  const { ratio, required, holds } = outcome
  return [
    `${holds ? 'ok   ' : 'SLOW '} consumer ${ratio.toFixed(2)} of a bare loop, ${required} required`,
    `      medians: ${sayPair(outcome)}`,
  ].join('\n')
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
