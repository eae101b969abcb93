import type { Workload } from './workload.ts'

export const readHeavy = {
  name: 'read-heavy',
  mix: { write: 0, latest: 1, fleet: 0 },
} as const satisfies Workload

export const writeHeavy = {
  name: 'write-heavy',
  mix: { write: 1, latest: 0, fleet: 0 },
} as const satisfies Workload

export const mixed = {
  name: 'mixed',
  mix: { write: 1, latest: 1, fleet: 0 },
} as const satisfies Workload

/** Only reads, only writes, and as many of each. */
export const workloads = [readHeavy, writeHeavy, mixed] as const satisfies readonly Workload[]
