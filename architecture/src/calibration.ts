import type { Architecture } from './architecture.ts'

/**
 * The null service: authenticates and validates like every other, answers, and stores nothing.
 * What it costs is the price of HTTP alone; what it reaches is the ceiling of the load generator.
 */
export const calibration = {
  name: 'calibration',
  ingest: { kind: 'discard' },
  read: { kind: 'constant' },
  scaling: { kind: 'fixed', tasks: 1 },
} as const satisfies Architecture
