import type { ReadPath } from '@telemark/architecture'
import { cacheStored } from '../read/cache-stored.ts'
import { readCached } from '../read/cached.ts'
import { readConstant } from '../read/constant.ts'
import { readFromDatabase } from '../read/database.ts'
import { latestReader } from '../stores/postgres/latest-reader.ts'
import { openLatestCache } from '../stores/redis/latest-cache.ts'
import type { OnStored } from '../telemetry/ports.ts'
import type { Opened } from './opened.ts'
import type { ReadParts } from './parts.ts'

const tellNobody: OnStored = () => async () => undefined
const uncached = { onStored: tellNobody, forget: async () => undefined, dependencies: [] }

/** How an architecture reads latest. */
export function readParts(path: ReadPath, opened: Opened): ReadParts {
  switch (path.kind) {
    case 'database':
      return { read: readFromDatabase(latestReader(opened.database)), ...uncached }
    case 'cached':
      return cachedParts(opened)
    case 'constant':
      return { read: readConstant(), ...uncached }
  }
}

/** read = cache, else PostgreSQL; whatever was stored is put there. */
function cachedParts({ config, database, metrics, stack }: Opened): ReadParts {
  const reader = latestReader(database)
  const cache = stack.use(openLatestCache(config.redisUrl))
  metrics.cache.watchCircuit(cache)
  return {
    read: metrics.cache.watchReads(readCached(cache, reader)),
    onStored: cacheStored(cache, reader),
    forget: async (device, deviceId) => void (await cache.remove(device, deviceId)),
    dependencies: [{ name: 'redis', ping: cache.ping, version: cache.version }],
  }
}
