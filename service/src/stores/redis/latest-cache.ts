import { once } from 'node:events'
import { Redis } from 'ioredis'
import { inOneTurn } from '../../concurrency/in-one-turn.ts'
import type { StoredEvent } from '../../telemetry/event.ts'
import { cachedValue, orderLength } from './cached-value.ts'
import { circuit } from './circuit.ts'

const ttlMs = 60 * 60 * 1000
const keysPerCall = 500

const generationKey = 'telemark:generation'

/**
 * Sets each key unless it already holds an event that is as new: neither a slow fill nor a late event overwrites. An empty key
 * cannot tell: where Redis has lost what it held since the caller learned the generation, nothing is set, and the new one is answered.
 */
const setIfNewer = `
local generation = redis.call('GET', KEYS[1])
if not generation then
  generation = table.concat(redis.call('TIME'), '.')
  redis.call('SET', KEYS[1], generation)
end
if generation ~= ARGV[1] then return generation end
for i = 2, #KEYS do
  local value = ARGV[i + 1]
  if redis.call('GETRANGE', KEYS[i], 0, ${orderLength - 1}) < string.sub(value, 1, ${orderLength}) then
    redis.call('SET', KEYS[i], value, 'PX', ARGV[2])
  end
end`

interface WithScript {
  /** `null`: set. Text: the generation, which is another one. */
  telemarkSetIfNewer(keyCount: number, ...keysTtlValues: (string | number)[]): Promise<string | null>
}

/** Whose event is cached. */
interface CachedDevice {
  readonly device: number
  readonly deviceId: string
}

/** Latest events in Redis. Nothing here throws or waits long: a dead cache answers `undefined`. */
export interface LatestCache extends AsyncDisposable {
  /** `null`: not there. `undefined`: Redis does not answer. */
  get(device: number, deviceId: string): Promise<string | null | undefined>
  /** The same for each device, in order; at least one. `undefined`: Redis does not answer. */
  getMany(devices: readonly CachedDevice[]): Promise<(string | null)[] | undefined>
  /** Redis' own version; `undefined`: it does not answer. */
  version(): Promise<string | undefined>
  /** Which contents Redis has, as far as is known: another one after it was emptied. Ask before reading what will be set. */
  generation(): string
  /** Whether Redis took them: it answers, and still has the contents of `generation`. */
  setIfNewer(events: readonly StoredEvent[], generation: string): Promise<boolean>
  /** Deletes what is there of one device. Whether Redis did. */
  remove(device: number, deviceId: string): Promise<boolean>
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
  let known = ''
  redis.on('ready', () => void set([], known)) // it may have been restarted, and be empty

  function mget(keys: readonly string[]): Promise<(string | null)[] | undefined> {
    return guard.call(() => redis.mget(keys as string[]))
  }
  const getOne = inOneTurn(mget)

  async function set(events: readonly StoredEvent[], generation: string): Promise<boolean> {
    const keys = events.map(({ device, deviceId }) => keyOf(device, deviceId))
    const other = await guard.call(() =>
      script.telemarkSetIfNewer(
        keys.length + 1,
        generationKey,
        ...keys,
        generation,
        ttlMs,
        ...events.map(cachedValue),
      ),
    )
    if (typeof other === 'string') known = other
    return other === null
  }

  return {
    get: (device, deviceId) => getOne(keyOf(device, deviceId)),
    getMany: (devices) => mget(devices.map(({ device, deviceId }) => keyOf(device, deviceId))),
    generation: () => known,
    async setIfNewer(events, generation) {
      for (let at = 0; at < events.length; at += keysPerCall) {
        if (!(await set(events.slice(at, at + keysPerCall), generation))) return false
      }
      return true
    },
    async remove(device, deviceId) {
      return (await guard.call(() => redis.unlink(keyOf(device, deviceId)))) !== undefined
    },
    isAnswering: () => !guard.isOpen(),
    async clear() {
      if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(5000) })
      // First: what was read before this may not be set after it.
      await redis.unlink(generationKey)
      const stream = redis.scanStream({ match: 'telemark:*', count: 1000 })
      for await (const keys of stream) if (keys.length > 0) await redis.unlink(keys as string[])
      await set([], known)
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

/**
 * With the registry's number: a device id that is registered again is another device, and never meets what is left of the first one,
 * nor what a slow task puts there after it was removed.
 */
function keyOf(device: number, deviceId: string): string {
  return `telemark:latest:${deviceId}:${device}`
}
