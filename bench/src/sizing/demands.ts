import type { Architecture, ComponentKind, IngestPath, ReadPath } from '@telemark/architecture'
import type { Endpoint } from '../plan/workload.ts'

/** Milliseconds of CPU that one request costs each component. */
export type Demand = Readonly<Partial<Record<ComponentKind, number>>>

/** What the calibration measured, in milliseconds of CPU a request; of the services at the smallest vCPU. */
export interface Costs {
  readonly generator: number
  readonly balancer: number
  /** API of the null service. */
  readonly nullWrite: number
  readonly nullLatest: number
  /** Of the direct path to PostgreSQL. */
  readonly write: { readonly api: number; readonly postgres: number }
  readonly latest: { readonly api: number; readonly postgres: number }
}

/**
 * What is taken for granted about the parts that the calibration does not start: shares of what it measured, so that they scale
 * with the machine. Each is what `standard` found at capacity (doc/decisions/0020).
 */
export const assumptions = {
  /** A read from Redis costs the API this share of what the same read from PostgreSQL adds to HTTP. */
  cachedReadShare: 0.4,
  /** Writing a batch costs PostgreSQL this share an event of what a statement for one event costs. */
  batchedWriteShare: 0.15,
  /** Of the null service's write, beside it: handing an event to the producer. */
  enqueueShare: 0.15,
  /** Of the null service's write, beside it: an event's share of a group's statement and of telling the cache of it. */
  groupCommitShare: 0.15,
  /** Of the null service's write: an event in Kafka, in the consumer, a key in Redis. */
  kafkaShare: 1,
  consumerShare: 0.4,
  redisShare: 0.2,
  /** A page of 100 devices against the latest of one. */
  fleetPage: 8,
} as const

/** CPU demands of each endpoint in `architecture`. */
export function demandsOf(architecture: Architecture, costs: Costs): Readonly<Record<Endpoint, Demand>> {
  const latest = readDemand(architecture.read, costs)
  return {
    write: addUp(ingestDemand(architecture.ingest, costs), cacheUpdate(architecture, costs)),
    latest,
    fleet: Object.fromEntries(
      Object.entries(latest).map(([component, ms]) => [component, ms * assumptions.fleetPage]),
    ),
  }
}

function ingestDemand(ingest: IngestPath, costs: Costs): Demand {
  switch (ingest.kind) {
    case 'direct':
      return costs.write
    case 'batched':
      return {
        api: costs.nullWrite * (1 + assumptions.groupCommitShare),
        postgres: costs.write.postgres * assumptions.batchedWriteShare,
      }
    case 'queued':
      return {
        api: costs.nullWrite * (1 + assumptions.enqueueShare),
        kafka: costs.nullWrite * assumptions.kafkaShare,
        consumer: costs.nullWrite * assumptions.consumerShare,
        postgres: costs.write.postgres * assumptions.batchedWriteShare,
      }
    case 'discard':
      return { api: costs.nullWrite }
  }
}

function readDemand(read: ReadPath, costs: Costs): Demand {
  switch (read.kind) {
    case 'database':
      return costs.latest
    case 'cached':
      return { api: costs.nullLatest + cacheCall(costs), redis: costs.nullWrite * assumptions.redisShare }
    case 'constant':
      return { api: costs.nullLatest }
  }
}

/** Whoever stores an event also sets it in the cache: one call an event where each has a statement of its own. */
function cacheUpdate({ ingest, read }: Architecture, costs: Costs): Demand {
  if (read.kind !== 'cached') return {}
  const redis = costs.nullWrite * assumptions.redisShare
  return ingest.kind === 'direct' ? { api: cacheCall(costs), redis } : { redis }
}

function cacheCall(costs: Costs): number {
  return assumptions.cachedReadShare * Math.max(0, costs.latest.api - costs.nullLatest)
}

function addUp(a: Demand, b: Demand): Demand {
  const sum: Partial<Record<ComponentKind, number>> = { ...a }
  for (const [component, ms] of Object.entries(b) as [ComponentKind, number][])
    sum[component] = (sum[component] ?? 0) + ms
  return sum
}
