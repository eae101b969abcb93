/** One figure of a report beside the same figure from the raw samples. */
export interface Figure {
  /** What it is a figure of, e.g. `run 39` or `kafka, mixed`. */
  readonly subject: string
  /** e.g. `write p99`. */
  readonly name: string
  readonly unit: Unit
  readonly outcome: Outcome
  readonly reported?: Value
  readonly recomputed?: Value
  /** How far apart the two may be, in `unit`, and why. */
  readonly tolerance?: Tolerance
  /** Why there is nothing to compare. */
  readonly because?: string
}

/** `missing`: what it is recomputed from is not there. `notVerifiable`: no sample says it. */
export type Outcome = 'agrees' | 'differs' | 'missing' | 'notVerifiable'

export type Value = number | string

export type Unit = '' | '/s' | 'ms' | 's' | 'cores' | 'share'

export interface Tolerance {
  readonly absolute: number
  readonly because: string
}

const exact: Tolerance = { absolute: 0, because: 'counted, or one of the samples' }

/** A sum of doubles depends on its order in the last digits: a part in 10^9 is far more, and far less than anybody reads. */
export function summed(value: number | undefined): Tolerance {
  return { absolute: Math.abs(value ?? 0) * 1e-9, because: 'the same numbers added up in another order' }
}

/** Of milliseconds since the epoch a double holds every 4,096th part. */
export const moments: Tolerance = {
  absolute: 0.001,
  because: 'a difference of moments, which doubles hold to 0.0003 ms',
}

export interface Comparison {
  readonly subject: string
  readonly name: string
  readonly unit?: Unit
  readonly tolerance?: Tolerance
}

/** Compares what was reported with what was recomputed; both may be absent, and then agree. */
export function compared(
  { subject, name, unit = '', tolerance = exact }: Comparison,
  reported: Value | undefined,
  recomputed: Value | undefined,
): Figure {
  return {
    subject,
    name,
    unit,
    outcome: isSame(reported, recomputed, tolerance) ? 'agrees' : 'differs',
    ...(reported !== undefined && { reported }),
    ...(recomputed !== undefined && { recomputed }),
    tolerance,
  }
}

function isSame(a: Value | undefined, b: Value | undefined, { absolute }: Tolerance): boolean {
  return typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= absolute : a === b
}

/** Something that no sample says, and why. */
export function notVerifiable(subject: string, name: string, because: string): Figure {
  return { subject, name, unit: '', outcome: 'notVerifiable', because }
}

export function missing(subject: string, name: string, because: string): Figure {
  return { subject, name, unit: '', outcome: 'missing', because }
}

/** Whether anything speaks against the report. */
export function isContradicted({ outcome }: Figure): boolean {
  return outcome === 'differs' || outcome === 'missing'
}

/** What neither the report nor the samples say is no figure. */
export function isSaid({ outcome, reported, recomputed }: Figure): boolean {
  return outcome !== 'agrees' || reported !== undefined || recomputed !== undefined
}
