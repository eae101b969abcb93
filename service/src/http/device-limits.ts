import { type RateLimiter, rateLimiter } from '../registry/rate-limiter.ts'
import type { RegisteredDevice } from '../registry/registry.ts'
import { type Problem, rateLimited } from './problem.ts'

/** How many events devices may send; each task counts for itself. */
export interface DeviceLimits {
  /** Takes `events` of the device's limit, all or none; the problem to answer with where it has not enough left. */
  take(device: Pick<RegisteredDevice, 'device' | 'rateLimit'>, events: number): Problem | undefined
}

/** The limits of the registry; `eventsPerSecond` where it has none, 0 for no limit. */
export function deviceLimits(eventsPerSecond: number, limiter: RateLimiter = rateLimiter()): DeviceLimits {
  return {
    take({ device, rateLimit }, events) {
      const rate = rateLimit ?? eventsPerSecond
      if (rate === 0) return undefined
      const exceeded = limiter.take({ device, eventsPerSecond: rate, events })
      return exceeded === undefined ? undefined : rateLimited(exceeded)
    },
  }
}
