import { type Architecture, baseline, kafka, redis } from '@telemark/architecture'
import type { Work } from './load.ts'

/** One way through the service, and how fast it has to be beside the null service. */
export interface Path {
  readonly name: string
  readonly architecture: Architecture
  readonly work: Work
  readonly required: number
}

/** The paths whose price is watched. */
export const paths: readonly Path[] = [
  { name: 'direct writes', architecture: baseline, work: 'write', required: 0.34 },
  { name: 'latest from PostgreSQL', architecture: baseline, work: 'read', required: 0.42 },
  { name: 'latest from Redis', architecture: redis, work: 'read', required: 0.55 },
  { name: 'mixed', architecture: baseline, work: 'mixed', required: 0.33 },
  { name: 'queued writes', architecture: kafka, work: 'write', required: 0.9 },
]
