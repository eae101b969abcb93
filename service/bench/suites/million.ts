import { ensureTools, openRun, startPostgres } from '@telemark/local'
import { readConfig } from '../../src/config.ts'
import { migrate } from '../../src/maintenance/migrate.ts'
import { type Database, openDatabase } from '../../src/stores/postgres/database.ts'
import { postgresStore } from '../../src/stores/postgres/store-events.ts'
import type { TelemetryEvent } from '../../src/telemetry/event.ts'
import { uuidV7 } from '../../src/telemetry/uuid.ts'
import { outcomeOf } from '../outcome.ts'
import type { Suite, SuiteOptions } from '../suite.ts'
import { registerFleet } from '../support/register-fleet.ts'

const events = 1_000_000
const devices = 1000
/** About what a group commit stores under load. */
const eventsAStatement = 100
const measurements = '{"temperature":21.5,"humidity":40.2,"battery":3.7,"online":true,"mode":"eco"}'

async function storeAll(database: Database): Promise<void> {
  const fleet = await registerFleet(database, devices)
  const store = postgresStore(database)
  const start = Date.now() - events
  for (let at = 0; at < events; at += eventsAStatement) {
    const group = Array.from({ length: eventsAStatement }, (_, index): TelemetryEvent => {
      const eventTime = start + at + index
      const device = fleet[(at + index) % devices] as (typeof fleet)[number]
      return { ...device, eventTime, eventId: uuidV7(eventTime), measurements }
    })
    await store(group)
  }
}

/** Bytes; of the partitioned table all partitions together. */
const sizesText = `SELECT
  (SELECT sum(pg_table_size(relid)) FROM pg_partition_tree('telemetry_event') WHERE isleaf),
  (SELECT sum(pg_relation_size(indexrelid)) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indisprimary AND indrelid IN (SELECT relid FROM pg_partition_tree('telemetry_event') WHERE isleaf)),
  (SELECT sum(pg_relation_size(indexrelid)) FROM pg_index
    WHERE NOT indisprimary AND indrelid IN (SELECT relid FROM pg_partition_tree('telemetry_event') WHERE isleaf)),
  pg_table_size('telemetry_latest'), pg_indexes_size('telemetry_latest')`

const updatesText = `SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'telemetry_latest'`

async function numbers(database: Database, text: string): Promise<number[]> {
  const [row = []] = await database.query({ name: '', text }, [])
  return row.map(Number)
}

async function measure({ say }: SuiteOptions) {
  await using run = await openRun()
  const tools = await ensureTools(['postgres'], say)
  await using postgres = await startPostgres({ run, tools })
  const environment = {
    TELEMARK_ARCHITECTURE: 'baseline',
    TELEMARK_DATABASE_URL: postgres.url,
    TELEMARK_OPERATOR_KEY: 'operator'.repeat(4),
  }
  await migrate(readConfig(environment))
  {
    await using database = openDatabase({ url: postgres.url, poolSize: 1 })
    await storeAll(database)
  } // a connection's own counts are told when it ends
  await using database = openDatabase({ url: postgres.url, poolSize: 1 })
  const [table = 0, primaryKey = 0, brin = 0, latest = 0, latestIndexes = 0] = await numbers(
    database,
    sizesText,
  )
  const [updates = 0, heapOnly = 0] = await numbers(database, updatesText)
  const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`
  say(
    `${events} events: rows ${mebibytes(table)}, primary key ${mebibytes(primaryKey)}, BRIN ${mebibytes(brin)}`,
  )
  say(`latest of ${devices} devices: rows ${mebibytes(latest)}, index ${mebibytes(latestIndexes)}`)
  const comparison = {
    name: 'heap-only updates of latest',
    reference: 'all of its updates',
    unit: 'updates',
    required: 0.95,
  }
  return {
    outcomes: [outcomeOf(comparison, [{ subject: heapOnly, reference: updates }])],
    figures: { events, devices, eventsAStatement, bytes: { table, primaryKey, brin, latest, latestIndexes } },
  }
}

/** What a million events take on disk, and whether updating latest leaves its index alone. */
export const million: Suite = { name: 'million', measure }
