import type { Registry } from 'prom-client'
import type { CacheUse, ReadLatest } from '../telemetry/ports.ts'
import { expose, exposeNumber } from './exposition.ts'

/** What the cache was good for. */
export interface CacheMetrics {
  /** `read`, counting what the cache did for each device that was asked for. */
  watchReads(read: ReadLatest): ReadLatest
  watchCircuit(cache: { isAnswering(): boolean }): void
}

export function cacheMetrics(registry: Registry): CacheMetrics {
  return {
    watchReads(read) {
      const uses: Record<NonNullable<CacheUse>, number> = { hit: 0, miss: 0, bypass: 0 }
      expose(registry, 'telemark_cache_reads_total', () =>
        Object.entries(uses).map(([use, value]) => ({ labels: { use }, value })),
      )
      return {
        async device(device, deviceId) {
          const latest = await read.device(device, deviceId)
          if (latest?.cache !== undefined) uses[latest.cache] += 1
          return latest
        },
        fleet: read.fleet,
      }
    },
    watchCircuit: (cache) =>
      exposeNumber(registry, 'telemark_redis_circuit_open', () => (cache.isAnswering() ? 0 : 1)),
  }
}
