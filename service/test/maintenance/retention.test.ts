import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type TestContext, test } from 'node:test'
import { eventually } from '../../../test/support/eventually.ts'
import { makePartitions, partitionName, startOfDay } from '../../src/maintenance/partitions.ts'
import { dropExpired, type Retention } from '../../src/maintenance/retention.ts'
import { latestReader } from '../../src/stores/postgres/latest-reader.ts'
import { postgresStore } from '../../src/stores/postgres/store-events.ts'
import { eventOf } from '../support/events.ts'
import { freshDatabase } from '../support/fresh-database.ts'
import { useServers } from '../support/servers.ts'

const servers = useServers(['postgres'])
const day = 86_400_000
const now = Date.now()
const retentionDays = 30
/** The partition of so many days before the oldest event that is taken. */
const before = (days: number) => partitionName(startOfDay(now - retentionDays * day) - days * day)

/** A database with ten days more than the retention. */
async function setUp(t: TestContext) {
  const { database, device, value } = await freshDatabase(t, servers.postgres)
  await database.exclusively((connection) => makePartitions(connection, now - 10 * day, retentionDays))
  const names = async (attached: boolean) => {
    const rows = await database.query(
      {
        name: '',
        text: `SELECT relname FROM pg_class LEFT JOIN pg_inherits ON inhrelid = oid
          WHERE relname ~ '^telemetry_event_\\d{8}$' AND (inhrelid IS NOT NULL) = $1 ORDER BY 1`,
      },
      [String(attached)],
    )
    return rows.map(([name]) => String(name))
  }
  return {
    database,
    value,
    device,
    attached: () => names(true),
    detached: () => names(false),
    /** One run of the retention. */
    run: (lockTimeoutMs = 60_000): Promise<Retention> =>
      database.exclusively((connection) => dropExpired(connection, { now, retentionDays, lockTimeoutMs })),
    /** Reads every event until it is disposed of: whoever detaches has to wait for it. */
    async readForLong(): Promise<AsyncDisposable> {
      const stop = new AbortController()
      const { promise: reads, resolve } = Promise.withResolvers<void>()
      const reader = database.exclusively(async (connection) => {
        await connection.script('BEGIN; SELECT count(*) FROM telemetry_event')
        resolve()
        await once(stop.signal, 'abort')
        await connection.script('COMMIT')
      })
      await reads
      return {
        async [Symbol.asyncDispose]() {
          stop.abort()
          await reader
        },
      }
    },
    /** Resolves when a partition is in the middle of being detached. */
    detaching: () =>
      eventually(async () =>
        assert.equal(await value('SELECT count(*) FROM pg_inherits WHERE inhdetachpending'), '1'),
      ),
  }
}

const expired = [10, 9, 8, 7, 6, 5, 4, 3, 2].map(before)

test('partitions whose whole day is older than the retention and a day are dropped, and no others', async (t) => {
  const { run, attached, detached } = await setUp(t)
  assert.deepEqual((await attached()).slice(0, 9), expired)
  assert.deepEqual(await run(), { kind: 'done', dropped: expired })
  assert.equal((await attached())[0], before(1))
  assert.equal((await attached()).length, 1 + retentionDays + 1 + 7)
  assert.deepEqual(await detached(), [])
  assert.deepEqual(await run(), { kind: 'done', dropped: [] })
})

test('an event that was accepted at the last moment finds its partition, also a day later', async (t) => {
  const { run, database, device } = await setUp(t)
  await run()
  const id = await device()
  const events = [0, day - 1].map((late) => eventOf({ ...id, eventTime: now - retentionDays * day - late }))
  const { receivedAt } = await postgresStore(database)(events)
  assert.ok(receivedAt.every((at) => at !== undefined))
})

test('the latest event of a device stays, however old it is', async (t) => {
  const { run, database, device, value } = await setUp(t)
  const id = await device()
  const event = eventOf({ ...id, eventTime: startOfDay(now - retentionDays * day) - 5 * day })
  await postgresStore(database)([event])
  await run()
  assert.equal(await value('SELECT count(*) FROM telemetry_event'), '0')
  assert.equal((await latestReader(database).device(id.device, id.deviceId))?.eventId, event.eventId)
})

test('of two runs at once one does the work, and the other one nothing', async (t) => {
  const { run, readForLong, detaching, attached } = await setUp(t)
  let first: Promise<Retention>
  {
    await using _reader = await readForLong()
    first = run()
    await detaching()
    assert.deepEqual(await run(), { kind: 'elsewhere' })
  }
  assert.deepEqual(await first, { kind: 'done', dropped: expired })
  assert.equal((await attached())[0], before(1))
})

test('while a run waits for a reader, events are written and read', async (t) => {
  const { run, readForLong, detaching, database, device, value } = await setUp(t)
  const id = await device()
  await using _reader = await readForLong()
  const waiting = run(3000)
  await detaching()
  await postgresStore(database)([eventOf({ ...id, eventTime: now })])
  assert.equal(await value('SELECT count(*) FROM telemetry_event'), '1')
  await database.exclusively((connection) => makePartitions(connection, now + 2 * day, retentionDays))
  assert.deepEqual(await waiting, { kind: 'done', dropped: [], waitsFor: before(10) })
})

test('a run that has waited too long is gone on with by the next one', async (t) => {
  const { run, readForLong } = await setUp(t)
  {
    await using _reader = await readForLong()
    assert.deepEqual(await run(10), { kind: 'done', dropped: [], waitsFor: before(10) })
  }
  assert.deepEqual(await run(), { kind: 'done', dropped: expired })
})

test('what a run leaves that is killed while it detaches, the next one finishes', async (t) => {
  const { run, readForLong, detaching, attached, database } = await setUp(t)
  {
    await using _reader = await readForLong()
    const killed = assert.rejects(run())
    await detaching()
    await database.query(
      {
        name: '',
        text: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'ALTER TABLE%' AND datname = current_database()`,
      },
      [],
    )
    await killed
  }
  assert.deepEqual(await run(), { kind: 'done', dropped: expired })
  assert.equal((await attached())[0], before(1))
})

test('what a run leaves that is killed before it drops, the next one drops; what somebody detached to keep stays', async (t) => {
  const { run, detached, database } = await setUp(t)
  await database.exclusively(async (connection) => {
    await connection.script(`ALTER TABLE telemetry_event DETACH PARTITION ${before(10)}`)
    await connection.script(`ALTER TABLE telemetry_event DETACH PARTITION ${before(9)}`)
    await connection.script(
      `COMMENT ON TABLE ${before(9)} IS 'telemark: to be dropped, older than the retention'`,
    )
  })
  // What is left over goes first.
  const [, second, ...others] = expired
  assert.deepEqual(await run(), { kind: 'done', dropped: [second, ...others] })
  assert.deepEqual(await detached(), [before(10)])
})
