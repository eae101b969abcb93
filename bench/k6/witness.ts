import { hash } from './schedule.ts'

/** The load balancer tells how long requests with this header took, and takes it off: the service never sees it. */
export const witnessHeader = 'X-Witness'

/** One request of so many has a witness: enough for percentiles, and cheap for the load balancer. Drawn, so that it is in step with nothing. */
const oneOf = 10

/** The header's value for request n of `run`, where it is to be witnessed. */
export function witnessLabel(run: number, n: number): string | undefined {
  return hash(run ^ 0x2545f491, n) % oneOf === 0 ? `${run}-${n}` : undefined
}
