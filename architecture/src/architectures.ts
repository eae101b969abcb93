import type { Architecture } from './architecture.ts'

const apiScaling = { kind: 'targetTracking', min: 2, max: 3, targetCpuPercent: 50 } as const

/** The reference: one API task and PostgreSQL. */
export const baseline = {
  name: 'baseline',
  ingest: { kind: 'direct' },
  read: { kind: 'database' },
  scaling: { kind: 'fixed', tasks: 1 },
} as const satisfies Architecture

/** `baseline` with the API autoscaled. */
export const scale = {
  name: 'scale',
  ingest: { kind: 'direct' },
  read: { kind: 'database' },
  scaling: apiScaling,
} as const satisfies Architecture

/** `scale` with reads served from Redis. */
export const redis = {
  name: 'redis',
  ingest: { kind: 'direct' },
  read: { kind: 'cached' },
  scaling: apiScaling,
} as const satisfies Architecture

/** `redis` with writes that go producer -> Kafka -> consumer -> PostgreSQL. */
export const kafka = {
  name: 'kafka',
  ingest: { kind: 'queued', partitions: 12, consumers: { kind: 'fixed', tasks: 1 } },
  read: { kind: 'cached' },
  scaling: apiScaling,
} as const satisfies Architecture

/** `redis` with group commit inside the API: as `kafka`, it stores many events at a time, but answers after COMMIT. */
export const batched = {
  name: 'batched',
  ingest: { kind: 'batched' },
  read: { kind: 'cached' },
  scaling: apiScaling,
} as const satisfies Architecture

/** The four that the product's question is about, each adding one thing to the one before it. */
export const askedFor = [baseline, scale, redis, kafka] as const satisfies readonly Architecture[]

/** All that are compared; what is not asked for is the fair rival of what is. */
export const architectures = [...askedFor, batched] as const satisfies readonly Architecture[]
