/** The service-level objective: every limit must hold, for each endpoint on its own. */
export interface Slo {
  readonly latency: { readonly percentile: 95 | 99; readonly limitMs: number }
  /** Share of attempts that failures have to stay below, e.g. 0.01. */
  readonly failureRate: number
  /** Share of acknowledged events that must be stored one second after they were sent, e.g. 0.99. */
  readonly completion: number
}

/** p99 below 300 ms, failures below 1 %, 99 % stored within a second. */
export const defaultSlo: Slo = {
  latency: { percentile: 99, limitMs: 300 },
  failureRate: 0.01,
  completion: 0.99,
}
