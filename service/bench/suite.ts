import type { Outcome } from './outcome.ts'

/** Something of the service whose speed is watched. */
export interface Suite {
  readonly name: string
  /** Ends early, with an error, when `signal` aborts. */
  measure(options: SuiteOptions): Promise<SuiteResult>
}

export interface SuiteOptions {
  readonly signal: AbortSignal
  /** Says how far it is. */
  readonly say: (line: string) => void
}

export interface SuiteResult {
  readonly outcomes: readonly Outcome[]
  /** What else was found, for the record. */
  readonly figures?: Readonly<Record<string, unknown>>
}
