import type { Config } from '../config.ts'
import { log } from '../log/log.ts'
import type { Connection } from '../stores/postgres/connection.ts'
import { openDatabase } from '../stores/postgres/database.ts'
import { makePartitions } from './partitions.ts'
import { dropExpired } from './retention.ts'
import { sayRetention } from './say-retention.ts'

const everyMs = 60 * 60 * 1000

/**
 * Makes partitions ahead and drops those that are older than the retention, now and every hour, so that a week of downtime of this
 * alone breaks nothing. Every API task does so: whoever comes second finds nothing to do.
 */
export function keepPartitions(config: Config): AsyncDisposable {
  const database = openDatabase({ url: config.databaseUrl, poolSize: 1 })
  const work = (name: string, task: (connection: Connection) => Promise<void>) =>
    database
      .exclusively(task)
      .catch((error) => log.warn({ err: error }, `${name} failed, will try again in an hour`))
  const keep = async () => {
    await work('Making partitions ahead', (connection) =>
      makePartitions(connection, Date.now(), config.retentionDays),
    )
    await work('Dropping old partitions', (connection) => drop(connection, config))
  }
  let running = keep()
  const timer = setInterval(() => {
    running = keep()
  }, everyMs)
  timer.unref()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await running
      await database[Symbol.asyncDispose]()
    },
  }
}

async function drop(connection: Connection, { retentionDays }: Config): Promise<void> {
  const options = { now: Date.now(), retentionDays }
  const done = await dropExpired(connection, options)
  if (done.kind === 'done' && (done.dropped.length > 0 || done.waitsFor !== undefined))
    log.info(sayRetention(done, options))
}
