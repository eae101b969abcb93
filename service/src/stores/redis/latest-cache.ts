import { once } from 'node:events'
import { Redis } from 'ioredis'
import { inOneTurn } from '../../in-one-turn.ts'
import type { StoredEvent } from '../../telemetry/event.ts'
import { cachedValue, orderLength } from './cached-value.ts'
import { circuit } from './circuit.ts'

const ttlMs = 60 * 60 * 1000
const keysPerCall = 500

/** Sets each key unless it already holds an event that is as new: neither a slow fill nor a late event overwrites. */
const setIfNewer = `
for i, key in ipairs(KEYS) do
  local value = ARGV[i + 1]
  if redis.call('GETRANGE', key, 0, ${orderLength - 1}) < string.sub(value, 1, ${orderLength}) then
    redis.call('SET', key, value, 'PX', ARGV[1])
  end
end`

interface WithScript {
  telemarkSetIfNewer(keyCount: number, ...keysTtlValues: (string | number)[]): Promise<null>
}

/** Latest events in Redis. Nothing here throws or waits long: a dead cache answers `undefined`. */
export interface LatestCache extends AsyncDisposable {
  /** `null`: not there. `undefined`: Redis does not answer. */
  get(deviceId: string): Promise<string | null | undefined>
  /** The same for each device, in order; at least one. `undefined`: Redis does not answer. */
  getMany(deviceIds: readonly string[]): Promise<(string | null)[] | undefined>
  /** Redis' own version; `undefined`: it does not answer. */
  version(): Promise<string | undefined>
  /** Whether Redis took them. */
  setIfNewer(events: readonly StoredEvent[]): Promise<boolean>
  /** Whether Redis answered the last time that it was asked. */
  isAnswering(): boolean
  /** Deletes everything this service has put there. */
  clear(): Promise<void>
  ping(): Promise<void>
}

/** Connects in the background; until then, and whenever Redis is gone, the cache is bypassed. */
export function openLatestCache(url: string): LatestCache {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 1000,
    retryStrategy: (attempt) => Math.min(50 * attempt, 500),
    scripts: { telemarkSetIfNewer: { lua: setIfNewer } },
  })
  redis.on('error', () => undefined) // told by the calls that fail
  const script = redis as unknown as WithScript
  const guard = circuit({ timeoutMs: 250, probeEveryMs: 250, probe: () => redis.ping() })

  function getMany(deviceIds: readonly string[]): Promise<(string | null)[] | undefined> {
    return guard.call(() => redis.mget(deviceIds.map(keyOf)))
  }

  async function setChunk(events: readonly StoredEvent[]): Promise<boolean> {
    const keys = events.map((event) => keyOf(event.deviceId))
    const done = await guard.call(() =>
      script.telemarkSetIfNewer(keys.length, ...keys, ttlMs, ...events.map(cachedValue)),
    )
    return done !== undefined
  }

  return {
    get: inOneTurn(getMany),
    getMany,
    async setIfNewer(events) {
      for (let at = 0; at < events.length; at += keysPerCall) {
        if (!(await setChunk(events.slice(at, at + keysPerCall)))) return false
      }
      return true
    },
    isAnswering: () => !guard.isOpen(),
    async clear() {
      if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(5000) })
      const stream = redis.scanStream({ match: 'telemark:*', count: 1000 })
      for await (const keys of stream) if (keys.length > 0) await redis.unlink(keys as string[])
    },
    async version() {
      const text = await guard.call(() => redis.info('server'))
      return /^redis_version:(\S+)/m.exec(text ?? '')?.[1]
    },
    async ping() {
      await redis.ping()
    },
    async [Symbol.asyncDispose]() {
      guard[Symbol.dispose]()
      redis.disconnect()
    },
  }
}

function keyOf(deviceId: string): string {
  return `telemark:latest:${deviceId}`
}
