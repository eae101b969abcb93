/** The same work on both sides, one right after the other; more is better. */
export interface Pair {
  readonly subject: number
  readonly reference: number
}

/** What is compared with what, and how much of it is required. */
export interface Comparison {
  readonly name: string
  /** e.g. `the null service`. */
  readonly reference: string
  /** Of both sides of a pair, e.g. `events a second`. */
  readonly unit: string
  readonly required: number
}

/** Medians over the pairs; the ratio is the median of the pairs' own ratios. */
export interface Outcome extends Comparison {
  readonly ratio: number
  readonly holds: boolean
  readonly median: Pair
  readonly pairs: readonly Pair[]
}

/** What `pairs` say together. */
export function outcomeOf(comparison: Comparison, pairs: readonly Pair[]): Outcome {
  const ratio = median(pairs.map(ratioOf))
  return {
    ...comparison,
    ratio,
    holds: ratio >= comparison.required,
    median: {
      subject: median(pairs.map(({ subject }) => subject)),
      reference: median(pairs.map(({ reference }) => reference)),
    },
    pairs,
  }
}

export function ratioOf({ subject, reference }: Pair): number {
  return subject / reference
}

/** One line. */
export function sayOutcome({ name, reference, unit, required, ratio, holds, median }: Outcome): string {
  const figures = `${Math.round(median.subject)} ${unit}, there ${Math.round(median.reference)}`
  return `${holds ? 'ok   ' : 'SLOW '} ${name.padEnd(26)} ${ratio.toFixed(2)} of ${reference}, ${required} required; ${figures}`
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
