import type { Tracing } from './tracing/tracing.ts'

/** What a process that serves is given beside its configuration. */
export interface TaskOptions {
  /** Aborts when the process should leave. */
  readonly signal: AbortSignal
  readonly tracing: Tracing
}
