import type { CanarySettings } from './canaries.ts'
import type { Distribution } from './distribution.ts'
import type { Mix, RateStage } from './schedule.ts'

/** Everything that one k6 process needs to know, handed over as JSON in the variable `LOAD`. */
export interface LoadSettings {
  /** 32 bits; carried by the event ids, so that an audit tells one k6 process from another. */
  readonly run: number
  readonly seed: number
  readonly mix: Mix
  readonly stages: readonly RateStage[]
  readonly timeoutSeconds: number
  /** Each request waits for 0 to so many milliseconds first. */
  readonly jitterMs: number
  /** Allocated before the start: an arrival without a free one is dropped, and the drop is counted. */
  readonly virtualUsers: number
  /** How the requests spread over the fleet; evenly where it is left out. */
  readonly distribution?: Distribution
  /** So many devices, the first of the fleet, are called by the load; all, where it is left out. */
  readonly devices?: number
  /** Sent by the devices that the load does not call; none, where it is left out. */
  readonly canaries?: CanarySettings
  /** Whether the load balancer is asked to time some of the requests. */
  readonly witnessed?: boolean
}

/** For the script on its own: 100 requests a second, half of them writes, for half a minute. */
export const defaultLoad: LoadSettings = {
  run: 1,
  seed: 1,
  mix: { write: 1, latest: 1, fleet: 0 },
  stages: [
    { seconds: 0, rate: 100 },
    { seconds: 30, rate: 100 },
  ],
  timeoutSeconds: 5,
  jitterMs: 100,
  virtualUsers: 110,
}
