import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { readConfig } from '../../src/config.ts'
import { migrate } from '../../src/maintenance/migrate.ts'
import { freshDatabase } from './fresh-database.ts'

interface Servers {
  readonly postgres: string
  readonly redis: string
  readonly kafka: readonly string[]
}

/** The environment of processes of `kafka`, with a database, a topic and a group of the test's own, migrated. */
export async function kafkaEnvironment(t: TestContext, { postgres, redis, kafka }: Servers) {
  const { config } = await freshDatabase(t, postgres)
  const env = {
    TELEMARK_ARCHITECTURE: 'kafka',
    TELEMARK_DATABASE_URL: config.databaseUrl,
    TELEMARK_REDIS_URL: redis,
    TELEMARK_KAFKA_BROKERS: kafka.join(),
    TELEMARK_KAFKA_TOPIC: `telemetry-${randomUUID()}`,
    TELEMARK_KAFKA_GROUP: `group-${randomUUID()}`,
    TELEMARK_OPERATOR_KEY: config.operatorKey,
  }
  await migrate(readConfig(env))
  return env
}
