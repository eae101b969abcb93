import { type CoalesceOptions, coalesce } from '../ingest/coalesce.ts'
import type { Accept } from '../telemetry/outcome.ts'
import { limits } from './limits.ts'
import type { Opened } from './opened.ts'

interface SharedCallsOptions extends Pick<CoalesceOptions, 'name' | 'minIntervalMs' | 'timeoutMs'> {
  readonly accept: Accept
  /** What a request does meanwhile, in a trace. */
  readonly waitsFor: string
}

/** `accept`, called once for all that requests bring while the call before is on its way. */
export function sharedCalls(
  { metrics, stack, tracing }: Opened,
  { accept, waitsFor, ...options }: SharedCallsOptions,
): Accept {
  const coalesced = stack.use(coalesce(accept, { ...limits, ...options }))
  return tracing.request(waitsFor, metrics.pending(coalesced))
}
