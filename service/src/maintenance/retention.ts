import type { Connection } from '../stores/postgres/connection.ts'
import { isLockTimeout } from '../stores/postgres/failure.ts'
import { dayMs, partitionName, startOfDay } from './partitions.ts'

/** Any number that nothing else locks: of all tasks, one drops partitions at a time. */
const lock = 7_273_003
/** Says of a table that it is to be dropped: one that somebody has detached to keep it is not ours to drop. */
const mark = 'telemark: to be dropped, older than the retention'

/** What a run has done. */
export type Retention =
  /** Another task is at it. */
  | { readonly kind: 'elsewhere' }
  | {
      readonly kind: 'done'
      /** Names of partitions, oldest first. */
      readonly dropped: readonly string[]
      /** It is still being read; the next run goes on with it. */
      readonly waitsFor?: string
    }

export interface RetentionOptions {
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly retentionDays: number
  /** How long to wait for whoever reads a partition. */
  readonly lockTimeoutMs?: number
}

interface Partition {
  readonly name: string
  /** `pending`: a run was interrupted while it detached. `detached`: before it dropped. */
  readonly state: 'attached' | 'pending' | 'detached'
  readonly isMarked: boolean
}

/** The oldest day that is kept: an event that is accepted at the last moment may be stored, or replayed by a consumer, hours later. */
export function oldestKept(now: number, retentionDays: number): number {
  return startOfDay(now - retentionDays * dayMs) - dayMs
}

/**
 * Drops the partitions whose whole day is older than the retention, and a day; finishes what an interrupted run has left. Nothing is
 * deleted row by row. Detaching concurrently waits for whoever reads, and nobody waits for it. The latest event of a device stays.
 * Other runs do nothing until `connection` ends.
 */
export async function dropExpired(connection: Connection, options: RetentionOptions): Promise<Retention> {
  if (!(await tryLock(connection))) return { kind: 'elsewhere' }
  await connection.script(`SET lock_timeout = ${options.lockTimeoutMs ?? 5000}`)
  const first = partitionName(oldestKept(options.now, options.retentionDays))
  const dropped: string[] = []
  for (const partition of dueFirst(await partitions(connection), first)) {
    try {
      if (await drop(connection, partition)) dropped.push(partition.name)
    } catch (error) {
      if (!isLockTimeout(error)) throw error
      return { kind: 'done', dropped, waitsFor: partition.name }
    }
  }
  return { kind: 'done', dropped }
}

async function tryLock(connection: Connection): Promise<boolean> {
  const statement = { name: 'try-retention-lock', text: `SELECT pg_try_advisory_lock(${lock})` }
  return (await connection.query(statement, []))[0]?.[0] === 't'
}

/** What is to be done, in order: only one partition of a table may be in the middle of being detached. */
function dueFirst(all: readonly Partition[], first: string): readonly Partition[] {
  const pending = all.filter(({ state }) => state === 'pending')
  const left = all.filter(({ state, isMarked }) => state === 'detached' && isMarked)
  const old = all.filter(({ state, name }) => state === 'attached' && name < first)
  return [...pending, ...left, ...old]
}

/** Whether it is gone: somebody else's detaching is finished, and their table kept. */
async function drop(connection: Connection, { name, state, isMarked }: Partition): Promise<boolean> {
  if (state === 'attached') {
    await connection.script(`COMMENT ON TABLE ${name} IS '${mark}'`)
    await connection.script(`ALTER TABLE telemetry_event DETACH PARTITION ${name} CONCURRENTLY`)
  }
  if (state === 'pending') {
    await connection.script(`ALTER TABLE telemetry_event DETACH PARTITION ${name} FINALIZE`)
    if (!isMarked) return false
  }
  await connection.script(`DROP TABLE ${name}`)
  return true
}

async function partitions(connection: Connection): Promise<readonly Partition[]> {
  const rows = await connection.query(
    {
      name: 'partitions-by-state',
      text: `SELECT child.relname, inhdetachpending, obj_description(child.oid, 'pg_class') = $1
        FROM pg_class parent JOIN pg_class child ON child.relnamespace = parent.relnamespace
          LEFT JOIN pg_inherits ON inhrelid = child.oid AND inhparent = parent.oid
        WHERE parent.oid = 'telemetry_event'::regclass AND child.relkind = 'r'
          AND child.relname ~ '^telemetry_event_\\d{8}$' ORDER BY child.relname`,
    },
    [mark],
  )
  return rows.map(([name, pending, isMarked]) => ({
    name: String(name),
    state: stateOf(pending),
    isMarked: isMarked === 't',
  }))
}

function stateOf(pending: string | null | undefined): Partition['state'] {
  if (pending == null) return 'detached'
  return pending === 't' ? 'pending' : 'attached'
}
