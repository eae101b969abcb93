import type { Acknowledgement, Architecture } from '@telemark/architecture'
import type { LiveEvents } from '../live/live-events.ts'
import type { Metrics } from '../metrics.ts'
import type { Pipeline } from '../pipeline/ports.ts'
import type { Authenticator } from '../registry/authenticator.ts'
import type { DeviceCache } from '../registry/device-cache.ts'
import type { Registry } from '../registry/registry.ts'
import type { Accept } from '../telemetry/outcome.ts'
import type { ForgetLatest, ReadLatest } from '../telemetry/ports.ts'
import type { ReadEvents } from '../telemetry/read-events.ts'
import type { DeviceLimits } from './device-limits.ts'
import type { Dependency } from './operations/dependency.ts'

/** Everything the API needs; which architecture it is only shows in what these do. */
export interface Api {
  readonly architecture: Architecture
  readonly acknowledgement: Acknowledgement
  readonly accept: Accept
  readonly read: ReadLatest
  readonly pipeline: Pipeline
  readonly live: LiveEvents
  readonly forgetLatest: ForgetLatest
  readonly events: ReadEvents
  readonly countEvents: () => Promise<number>
  readonly registry: Registry
  readonly devices: DeviceCache
  readonly authenticator: Authenticator
  readonly limits: DeviceLimits
  readonly retentionMs: number
  readonly dependencies: readonly Dependency[]
  readonly metrics: Metrics
}
