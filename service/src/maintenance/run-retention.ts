import type { Config } from '../config.ts'
import { openDatabase } from '../stores/postgres/database.ts'
import { dropExpired } from './retention.ts'
import { sayRetention } from './say-retention.ts'

/** Drops what is older than the retention, and prints what that was. */
export async function runRetention(config: Config): Promise<void> {
  const options = { now: Date.now(), retentionDays: config.retentionDays }
  await using database = openDatabase({ url: config.databaseUrl, poolSize: 1 })
  const done = await database.exclusively((connection) => dropExpired(connection, options))
  process.stdout.write(`${sayRetention(done, options)}\n`)
}
