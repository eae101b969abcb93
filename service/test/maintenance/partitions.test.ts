import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makePartitions, partitionName, startOfDay } from '../../src/maintenance/partitions.ts'
import { postgresStore } from '../../src/stores/postgres/store-events.ts'
import { eventOf } from '../support/events.ts'
import { freshDatabase } from '../support/fresh-database.ts'
import { useServers } from '../support/servers.ts'

const servers = useServers(['postgres'])
const day = 86_400_000

test('every moment from the retention to a week ahead has its partition, midnight included', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  const id = await device()
  const midnight = startOfDay(Date.now())
  const times = [
    Date.now() - 30 * day,
    midnight - 1,
    midnight,
    midnight + day - 1,
    midnight + day,
    Date.now() + 7 * day,
  ]
  const { receivedAt } = await postgresStore(database)(
    times.map((eventTime) => eventOf({ ...id, eventTime })),
  )
  assert.equal(receivedAt.filter((at) => at !== undefined).length, times.length)
})

test('topping up again, later, and from two tasks at once adds only what is missing', async (t) => {
  const { database, value } = await freshDatabase(t, servers.postgres)
  const count = async () =>
    Number(await value(`SELECT count(*) FROM pg_inherits WHERE inhparent = 'telemetry_event'::regclass`))
  const before = await count()
  const topUp = (now: number) => database.exclusively((connection) => makePartitions(connection, now, 30))
  await Promise.all([topUp(Date.now() + 2 * day), topUp(Date.now() + 2 * day), topUp(Date.now())])
  assert.equal(await count(), before + 2)
})

test('a partition is named after its day', () => {
  assert.equal(partitionName(Date.UTC(2026, 10, 3)), 'telemetry_event_20261103')
})

test('a partition has the indexes of the others', async (t) => {
  const { value } = await freshDatabase(t, servers.postgres)
  const name = partitionName(startOfDay(Date.now()))
  assert.equal(await value(`SELECT count(*) FROM pg_index WHERE indrelid = '${name}'::regclass`), '2')
})

test('whoever reads for long keeps nobody from making partitions, nor those from writing', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  const id = await device()
  await database.exclusively(async (reader) => {
    await reader.script('BEGIN; SELECT count(*) FROM telemetry_event')
    await database.exclusively((connection) => makePartitions(connection, Date.now() + 2 * day, 30))
    await postgresStore(database)([eventOf({ ...id, eventTime: Date.now() + 9 * day })])
    await reader.script('COMMIT')
  })
})
