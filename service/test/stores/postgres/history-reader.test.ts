import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs } from '../../../src/maintenance/partitions.ts'
import { openDatabase } from '../../../src/stores/postgres/database.ts'
import { historyReader } from '../../../src/stores/postgres/history-reader.ts'
import { postgresStore } from '../../../src/stores/postgres/store-events.ts'
import type { StoredEvent } from '../../../src/telemetry/event.ts'
import type { HistoryQuery, Position, ReadEvents } from '../../../src/telemetry/read-events.ts'
import { eventOf } from '../../support/events.ts'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres'])
const now = Date.now()
const always = { from: 0, to: now + dayMs }

/** Every page of `query`. */
async function allPages(
  read: ReadEvents['history'],
  query: HistoryQuery,
): Promise<(readonly StoredEvent[])[]> {
  const pages = []
  let after: Position | undefined
  do {
    const { events, next } = await read({ ...query, ...(after && { after }) })
    pages.push(events)
    after = next
  } while (after !== undefined)
  return pages
}

const idsOf = (events: readonly { readonly eventId: string }[]) => events.map(({ eventId }) => eventId)

test('pages of any size put events of the same time in the order of their ids, each once', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  const id = await device()
  const events = Array.from({ length: 300 }, () =>
    eventOf({ ...id, eventTime: now - Math.floor(Math.random() * 20) * 3_600_000 }),
  )
  await postgresStore(database)(events)
  await postgresStore(database)([eventOf(await device())])
  const sorted = events.toSorted((a, b) => a.eventTime - b.eventTime || (a.eventId < b.eventId ? -1 : 1))
  for (const order of ['asc', 'desc'] as const) {
    for (const limit of [1, 7, 100, 300, 1000]) {
      const pages = await allPages(historyReader(database), { ...id, ...always, order, limit })
      assert.deepEqual(idsOf(pages.flat()), idsOf(order === 'asc' ? sorted : sorted.toReversed()))
      assert.equal(pages.length, Math.ceil(events.length / limit))
    }
  }
})

test('events that a finer clock has told apart are neither skipped nor told twice', async (t) => {
  const fresh = await freshDatabase(t, servers.postgres)
  const id = await fresh.device()
  await fresh.value(`INSERT INTO telemetry_event SELECT ${id.device}, date_trunc('second', now()) + interval '1 microsecond' * number,
    gen_random_uuid(), now(), '{"a": 1}' FROM generate_series(1, 50) AS number`)
  for (const order of ['asc', 'desc'] as const) {
    const pages = await allPages(historyReader(fresh.database), { ...id, ...always, order, limit: 7 })
    assert.equal(new Set(idsOf(pages.flat())).size, 50)
    assert.equal(pages.length, 8)
  }
})

test('a page of large events is shorter than its limit, and the next one goes on', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  const id = await device()
  const text = 'ü'.repeat(60_000)
  const events = Array.from({ length: 40 }, (_, n) =>
    eventOf({ ...id, eventTime: now - n, measurements: `{"text":"${text}"}` }),
  )
  await postgresStore(database)(events)
  const pages = await allPages(historyReader(database), { ...id, ...always, order: 'desc', limit: 1000 })
  assert.deepEqual(idsOf(pages.flat()), idsOf(events))
  assert.deepEqual(
    pages.map(({ length }) => length),
    [17, 17, 6],
  )
})

test('only the partitions that a page needs are read, along the primary key', async (t) => {
  const fresh = await freshDatabase(t, servers.postgres)
  const [id] = await Promise.all(Array.from({ length: 100 }, fresh.device))
  assert.ok(id !== undefined)
  await fresh.value(`INSERT INTO telemetry_event SELECT id, at, gen_random_uuid(), at, '{"a": 1}'
    FROM device, generate_series(now() - interval '20 days', now(), interval '1 hour') AS at`)
  await fresh.value('ANALYZE telemetry_event')
  const daysAgo = (days: number) => dayOf(now - days * dayMs)
  const fiveDays = { from: now - 12 * dayMs, to: now - 7 * dayMs }
  const after = { at: fiveDays.to * 1000, eventId: '00000000-0000-0000-0000-000000000000' }
  for (const plan of ['force_custom_plan', 'force_generic_plan']) {
    const read = (part: Partial<HistoryQuery>): Promise<readonly string[]> =>
      partitionsRead(fresh, plan, { ...id, ...always, order: 'desc', limit: 10, ...part })
    // Those of the days to come are empty, and looked into first.
    const [newest, oldest, next] = [await read({}), await read({ order: 'asc' }), await read({ after })]
    assert.ok(newest.length > 0 && newest.every((day) => day >= daysAgo(1)), `${plan}: ${newest}`)
    assert.ok(oldest.length > 0 && oldest.every((day) => day <= daysAgo(18)), `${plan}: ${oldest}`)
    assert.ok(
      next.length > 0 && next.every((day) => day <= daysAgo(7) && day >= daysAgo(9)),
      `${plan}: ${next}`,
    )
    const within = await read({ ...fiveDays, limit: 1000 })
    assert.deepEqual([within.at(0), within.at(-1)], [daysAgo(12), daysAgo(7)], plan)
  }
})

/** The days of the partitions whose primary key one page has looked into; that no table was read whole is asserted. */
async function partitionsRead(
  fresh: FreshDatabase,
  plan: string,
  query: HistoryQuery,
): Promise<readonly string[]> {
  const url = new URL(fresh.config.databaseUrl)
  url.searchParams.set('options', `-c plan_cache_mode=${plan}`)
  await using database = openDatabase({ url: url.href, poolSize: 1 })
  await fresh.value('SELECT pg_stat_reset()')
  await historyReader(database)(query)
  await database.query({ name: '', text: 'SELECT pg_stat_force_next_flush()' }, [])
  await database.query({ name: '', text: 'SELECT 1' }, [])
  // An empty partition may be read whole: it has no pages.
  const scans = `SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_user_tables JOIN pg_class ON pg_class.oid = relid
    WHERE pg_class.relname ~ '^telemetry_event_' AND relpages > 0`
  assert.equal(await fresh.value(scans), '0')
  const days = `SELECT string_agg(right(relname, 8), ',' ORDER BY relname) FROM pg_stat_user_indexes
    WHERE relname ~ '^telemetry_event_' AND indexrelname ~ '_pkey$' AND idx_scan > 0`
  return ((await fresh.value(days)) ?? '').split(',')
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10).replaceAll('-', '')
}
