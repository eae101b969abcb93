import type { Endpoint } from '../plan/workload.ts'

/** One request as k6 saw it. */
export interface Sample {
  /** Its number in the run, from 0: `iterationInTest`. */
  readonly n: number
  readonly endpoint: Endpoint
  /** Milliseconds since the epoch; before waiting for a connection. */
  readonly sentAt: number
  readonly endedAt: number
  /** `http_req_blocked + http_req_duration`: waiting for a connection is waiting too. */
  readonly latencyMs: number
  /** `http_req_duration` alone: as the server at the other end could have measured it. */
  readonly durationMs: number
  /** 0 where no answer came. */
  readonly status: number
  /** k6's, e.g. 1050 for a timeout; 0 where there is none. */
  readonly errorCode: number
}

/** k6's `error_code` of a request that outlived its timeout. */
export const timeoutCode = 1050

export function failed({ status }: Sample): boolean {
  return status === 0 || status >= 400
}
