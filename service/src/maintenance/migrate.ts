import { readdir, readFile } from 'node:fs/promises'
import type { Config } from '../config.ts'
import { createTopics } from '../stores/kafka/topics.ts'
import type { Connection } from '../stores/postgres/connection.ts'
import { openDatabase } from '../stores/postgres/database.ts'
import { makePartitions } from './partitions.ts'

const folder = new URL('../../migrations/', import.meta.url)
/** Any number that nothing else locks: of all processes, one migrates at a time. */
const lock = 7_273_002

/** Brings schema, partitions and topics up to date. Safe to repeat. */
export async function migrate(config: Config): Promise<void> {
  await using database = openDatabase({ url: config.databaseUrl, poolSize: 1 })
  await database.exclusively(async (connection) => {
    await applyMissing(connection)
    await makePartitions(connection, Date.now(), config.retentionDays)
  })
  const { ingest } = config.architecture
  if (ingest.kind === 'queued') {
    await createTopics({ brokers: config.kafkaBrokers, topic: config.kafkaTopic }, ingest.partitions)
  }
}

/** Migrations are numbered files, applied in order, each in a transaction of its own, and never changed afterwards. */
async function applyMissing(connection: Connection): Promise<void> {
  await connection.script(`SELECT pg_advisory_lock(${lock});
    CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`)
  const rows = await connection.query({ name: 'applied', text: 'SELECT name FROM migration' }, [])
  const applied = new Set(rows.map(([name]) => name))
  for (const name of (await readdir(folder)).toSorted()) {
    if (applied.has(name)) continue
    const sql = await readFile(new URL(name, folder), 'utf8')
    await connection.script(`BEGIN; ${sql}; INSERT INTO migration (name) VALUES ('${name}'); COMMIT`)
  }
  await connection.script(`SELECT pg_advisory_unlock(${lock})`)
}
