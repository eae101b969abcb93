import type { MetricName, Reading } from '@telemark/deployment'

/** What one task of a component measured at a moment. */
export interface Sample {
  /** From 1. */
  readonly task: number
  readonly values: Readonly<Partial<Record<MetricName, number>>>
}

/** Measures one component. */
export interface Sampler {
  readonly component: Reading['component']
  /** Rejects when the component does not answer, at the latest when `signal` aborts: then there is no reading. */
  sample(signal: AbortSignal): Promise<readonly Sample[]>
}

/** The sample of a component that has one task only. */
export function single(values: Sample['values']): readonly Sample[] {
  return [{ task: 1, values }]
}
