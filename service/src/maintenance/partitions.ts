import type { Config } from '../config.ts'
import { log } from '../log/log.ts'
import type { Connection } from '../stores/postgres/connection.ts'
import { type Database, openDatabase } from '../stores/postgres/database.ts'

export const dayMs = 86_400_000
const daysAhead = 7
const topUpEveryMs = 60 * 60 * 1000
/** Any number that nothing else locks: of all tasks, one makes partitions at a time. */
const lock = 7_273_001

/** Midnight UTC of the day before `now`: what a load has written is younger, at midnight too. */
export function startOfYesterday(now: number): number {
  return startOfDay(now) - dayMs
}

/** Midnight UTC of the day of `time`: milliseconds since the epoch. */
export function startOfDay(time: number): number {
  return Math.floor(time / dayMs) * dayMs
}

/** The partition of the UTC day that begins at `start`. */
export function partitionName(start: number): string {
  return `telemetry_event_${dayOf(start).replaceAll('-', '')}`
}

/** Makes the partitions that are missing, from the oldest event that is taken to a week ahead. Safe to repeat and to race. */
export async function makePartitions(
  connection: Connection,
  now: number,
  retentionDays: number,
): Promise<void> {
  const statements: string[] = []
  const first = startOfDay(now - retentionDays * dayMs)
  for (let day = first; day <= now + daysAhead * dayMs; day += dayMs) {
    statements.push(
      `CREATE TABLE IF NOT EXISTS ${partitionName(day)} PARTITION OF telemetry_event
       FOR VALUES FROM ('${dayOf(day)} 00:00Z') TO ('${dayOf(day + dayMs)} 00:00Z');`,
    )
  }
  await connection.script(`BEGIN; SELECT pg_advisory_xact_lock(${lock}); ${statements.join('\n')} COMMIT;`)
}

/** Tops partitions up now and every hour, so that a week of downtime of this alone breaks nothing. */
export function keepPartitionsAhead(config: Config): AsyncDisposable {
  const database = openDatabase({ url: config.databaseUrl, poolSize: 1 })
  const topUp = () => topUpOnce(database, config.retentionDays)
  const timer = setInterval(topUp, topUpEveryMs)
  timer.unref()
  const running = topUp()
  timer.refresh()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await running
      await database[Symbol.asyncDispose]()
    },
  }
}

async function topUpOnce(database: Database, retentionDays: number): Promise<void> {
  try {
    await database.exclusively((connection) => makePartitions(connection, Date.now(), retentionDays))
  } catch (error) {
    log.warn({ err: error }, 'Partitions could not be made ahead, will try again in an hour')
  }
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
