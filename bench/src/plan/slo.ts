/** The service-level objective: every limit must hold, for each endpoint on its own. */
export interface Slo {
  readonly latency: { readonly percentile: 95 | 99; readonly limitMs: number }
  /** Share of attempts that failures have to stay below, e.g. 0.01. */
  readonly failureRate: number
  /** Share of acknowledged events that must be stored one second after they were sent, e.g. 0.99. */
  readonly completion: number
  /** How soon reads must show what was acknowledged. Absent in records from before it was measured. */
  readonly freshness?: Freshness
}

/** Share of acknowledged events that a read must show once `withinMs` have passed since they were sent. */
export interface Freshness {
  readonly share: number
  readonly withinMs: number
}

/** p99 below 300 ms, failures below 1 %, 99 % stored and fresh within a second. */
export const defaultSlo: Slo = {
  latency: { percentile: 99, limitMs: 300 },
  failureRate: 0.01,
  completion: 0.99,
  freshness: { share: 0.99, withinMs: 1000 },
}
