import type { Connection } from '../stores/postgres/connection.ts'

export const dayMs = 86_400_000
const daysAhead = 7
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

/**
 * Makes the partitions that are missing, from the oldest event that is taken to a week ahead. Safe to repeat and to race. They are made
 * beside the table and attached: `PARTITION OF` would lock it against everybody, behind the longest reader.
 */
export async function makePartitions(
  connection: Connection,
  now: number,
  retentionDays: number,
): Promise<void> {
  const days: number[] = []
  const first = startOfDay(now - retentionDays * dayMs)
  for (let day = first; day <= now + daysAhead * dayMs; day += dayMs) days.push(day)
  await connection.script(`SELECT pg_advisory_lock(${lock})`)
  const missing = await missingOf(connection, days.map(partitionName))
  const statements = days.filter((day) => missing.has(partitionName(day))).map(making)
  if (statements.length > 0) await connection.script(`BEGIN; ${statements.join('\n')} COMMIT`)
  await connection.script(`SELECT pg_advisory_unlock(${lock})`)
}

async function missingOf(connection: Connection, names: readonly string[]): Promise<ReadonlySet<string>> {
  const text = 'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NULL'
  const rows = await connection.query({ name: 'missing-partitions', text }, [names])
  return new Set(rows.map(([name]) => String(name)))
}

/** Attaching an empty table gives it the indexes of the others. */
function making(day: number): string {
  const name = partitionName(day)
  return `CREATE TABLE ${name} (LIKE telemetry_event);
    ALTER TABLE telemetry_event ATTACH PARTITION ${name}
      FOR VALUES FROM ('${dayOf(day)} 00:00Z') TO ('${dayOf(day + dayMs)} 00:00Z');`
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
