import type { Config } from '../config.ts'
import type { Connection } from '../stores/postgres/connection.ts'
import { type Database, openDatabase } from '../stores/postgres/database.ts'
import { latestReader } from '../stores/postgres/latest-reader.ts'
import { openLatestCache } from '../stores/redis/latest-cache.ts'
import { partitionsFrom } from './partitions-from.ts'
import { writeLatest } from './write-latest.ts'

const page = 1000

/** As it was after `seed`: what was written since yesterday is removed, and the cache is filled or emptied. */
export async function reset(config: Config, cache: 'warm' | 'cold'): Promise<void> {
  await using database = openDatabase({ url: config.databaseUrl, poolSize: 1 })
  await database.exclusively(resetDatabase)
  if (config.architecture.read.kind === 'cached') await resetCache(config.redisUrl, database, cache)
}

async function resetDatabase(connection: Connection): Promise<void> {
  const partitions = await partitionsFrom(connection, Date.now())
  if (partitions.length > 0) await connection.script(`TRUNCATE ${partitions.join(', ')}`)
  await writeLatest(connection)
  await connection.script('VACUUM (ANALYZE) telemetry_event, telemetry_latest, device, device_key')
  await connection.script('CHECKPOINT')
}

async function resetCache(url: string, database: Database, state: 'warm' | 'cold'): Promise<void> {
  await using cache = openLatestCache(url)
  await cache.clear()
  if (state === 'cold') return
  const reader = latestReader(database)
  let after = 0
  for (;;) {
    const events = await reader.fleet({ after, limit: page })
    if (!(await cache.setIfNewer(events, cache.generation())))
      throw new Error('Redis did not take the latest events.')
    if (events.length <= page) return
    after = events.at(-1)?.device ?? after
  }
}
