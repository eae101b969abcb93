import type { Dependency } from '../http/operations/dependency.ts'
import type { Pipeline } from '../pipeline/ports.ts'
import type { Accept } from '../telemetry/outcome.ts'
import type { ForgetLatest, OnStored, ReadLatest } from '../telemetry/ports.ts'

/** The two ends of latest: who is told what was stored, and who is asked. */
export interface ReadParts {
  readonly read: ReadLatest
  readonly onStored: OnStored
  readonly forget: ForgetLatest
  readonly dependencies: readonly Dependency[]
}

/** Where events go, and how far they are on their way. */
export interface IngestParts {
  readonly accept: Accept
  readonly pipeline: Pipeline
  readonly dependencies: readonly Dependency[]
}
