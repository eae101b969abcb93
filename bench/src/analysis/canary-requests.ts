import { canaryRate } from '../load/canaries.ts'
import type { LoadRecord } from '../record/record.ts'

/** Requests a second that canaries added to `load`: each is written once and read once. No rate counts them, and CPU a request must. */
export function canaryRequests({ freshness }: Pick<LoadRecord, 'freshness'>): number {
  return freshness === undefined ? 0 : 2 * canaryRate
}
