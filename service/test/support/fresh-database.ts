import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { type Config, readConfig } from '../../src/config.ts'
import { migrate } from '../../src/maintenance/migrate.ts'
import { hashKey, newApiKey } from '../../src/registry/keys.ts'
import { type Database, openDatabase } from '../../src/stores/postgres/database.ts'
import { postgresRegistry } from '../../src/stores/postgres/registry.ts'

/** A migrated database of the test's own on the server at `url`. */
export interface FreshDatabase {
  readonly config: Config
  readonly database: Database
  /** Registers a device, and gives its identity in events. */
  device(): Promise<{ readonly device: number; readonly deviceId: string }>
  /** The first column of the first row. */
  value(sql: string): Promise<string | null | undefined>
}

export async function freshDatabase(t: TestContext, url: string): Promise<FreshDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  {
    await using server = openDatabase({ url, poolSize: 1 })
    await server.exclusively((connection) => connection.script(`CREATE DATABASE ${name}`))
  }
  const config = configOf(Object.assign(new URL(url), { pathname: `/${name}` }).href)
  await migrate(config)
  const database = openDatabase({ url: config.databaseUrl, poolSize: 4 })
  t.after(() => database[Symbol.asyncDispose]())
  const registry = postgresRegistry(database)
  return {
    config,
    database,
    async device() {
      const deviceId = randomUUID()
      const entry = await registry.register({ deviceId, alias: null, keyHash: hashKey(newApiKey()) })
      if (entry === undefined) throw new Error('A random device id was taken.')
      return { device: entry.device, deviceId }
    },
    value: async (sql) => (await database.query({ name: '', text: sql }, []))[0]?.[0],
  }
}

function configOf(url: string): Config {
  return readConfig({
    TELEMARK_ARCHITECTURE: 'baseline',
    TELEMARK_DATABASE_URL: url,
    TELEMARK_OPERATOR_KEY: 'operator'.repeat(4),
  })
}
