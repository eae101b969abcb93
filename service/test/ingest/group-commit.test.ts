import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bisect } from '../../src/ingest/bisect.ts'
import { coalesce } from '../../src/ingest/coalesce.ts'
import { postgresStore } from '../../src/stores/postgres/store-events.ts'
import type { StoreEvents } from '../../src/telemetry/ports.ts'
import { eventOf } from '../support/events.ts'
import { freshDatabase } from '../support/fresh-database.ts'
import { useServers } from '../support/servers.ts'

const servers = useServers(['postgres'])
const limits = {
  name: 'PostgreSQL',
  maxPending: 10_000,
  maxBatch: 1000,
  minIntervalMs: 0,
  waitMs: 60_000,
  timeoutMs: 60_000,
}

/** What `batched` does with events, on a real PostgreSQL; `statements` has the number of events of each. */
async function groupCommit(t: Parameters<typeof freshDatabase>[0]) {
  const fresh = await freshDatabase(t, servers.postgres)
  const store = postgresStore(fresh.database)
  const statements: number[] = []
  const counted: StoreEvents = (events) => {
    statements.push(events.length)
    return store(events)
  }
  const accept = coalesce(bisect(counted), limits)
  t.after(() => accept[Symbol.asyncDispose]())
  return { ...fresh, accept, statements }
}

test('what arrives while a statement is on its way is stored by the next one, and each caller gets its own answer', async (t) => {
  const { accept, statements, device, value } = await groupCommit(t)
  const id = await device()
  const event = eventOf(id)
  const first = accept([event])
  const others = await Promise.all([first, accept([event]), accept([eventOf(id)]), accept([eventOf(id)])])
  assert.deepEqual(
    others.map(([outcome]) => outcome?.kind === 'committed' && outcome.duplicate),
    [false, true, false, false],
  )
  assert.ok(statements.length < 4, `${statements.length} statements`)
  assert.equal(await value('SELECT count(*) FROM telemetry_event'), '3')
})

test('an event that cannot be stored is refused alone: its neighbours of the same statement are stored', async (t) => {
  const { accept, device, value } = await groupCommit(t)
  const id = await device()
  const unknown = eventOf({ device: 999_999, deviceId: id.deviceId })
  const late = eventOf({ ...id, eventTime: 0 })
  const events = Array.from({ length: 40 }, () => eventOf(id))
    .with(7, unknown)
    .with(23, late)
  const outcomes = await Promise.all(events.map(async (event) => (await accept([event]))[0]))
  const refused = outcomes.flatMap((outcome, index) => (outcome?.kind === 'rejected' ? [index] : []))
  assert.deepEqual(refused, [7, 23])
  assert.equal(await value('SELECT count(*) FROM telemetry_event'), '38')
})
