import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aggregateReader } from '../../../src/stores/postgres/aggregate-reader.ts'
import { openDatabase } from '../../../src/stores/postgres/database.ts'
import { postgresStore } from '../../../src/stores/postgres/store-events.ts'
import { type AggregateQuery, aggregates } from '../../../src/telemetry/read-events.ts'
import { Unavailable } from '../../../src/telemetry/unavailable.ts'
import { eventOf } from '../../support/events.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { useServers } from '../../support/servers.ts'
import { storeRows } from '../../support/stored-rows.ts'

const servers = useServers(['postgres'])
const hourMs = 3_600_000
const start = Math.floor(Date.now() / hourMs) * hourMs - hourMs

const query: Omit<AggregateQuery, 'device'> = {
  from: start,
  to: start + hourMs,
  intervalMs: 60_000,
  aggregates,
  maxValues: 1000,
}

test('what is told of more values than are wanted is nothing', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  const id = await device()
  const events = [0, 1, 2].map((n) =>
    eventOf({ ...id, eventTime: start + n * 60_000, measurements: '{"a":1,"b":2}' }),
  )
  await postgresStore(database)(events)
  const read = aggregateReader(database)
  assert.equal((await read({ ...query, ...id, maxValues: 6 }))?.length, 6)
  assert.equal(await read({ ...query, ...id, maxValues: 5 }), undefined)
  assert.equal((await read({ ...query, ...id, keys: ['a'], maxValues: 5 }))?.length, 3)
})

test('averages are the double next to the quotient, as a client would divide', async (t) => {
  const { database, device } = await freshDatabase(t, servers.postgres)
  const id = await device()
  const values = Array.from({ length: 300 }, () => Math.floor(Math.random() * 1000))
  await postgresStore(database)(
    values.map((value, n) =>
      eventOf({ ...id, eventTime: start + n, measurements: `{"a${n % 60}":${value}}` }),
    ),
  )
  const found = await aggregateReader(database)({ ...query, ...id, aggregates: ['avg'] })
  for (let key = 0; key < 60; key += 1) {
    const own = values.filter((_, n) => n % 60 === key)
    const average = own.reduce((sum, value) => sum + value, 0) / own.length
    assert.equal(Number(found?.find((value) => value.key === `a${key}`)?.figures[0]), average)
  }
})

test('more events than can be aggregated in time are unavailable, with the advice to ask for fewer', async (t) => {
  const fresh = await freshDatabase(t, servers.postgres)
  const id = await fresh.device()
  await storeRows(fresh, id.device, { count: 200_000, textLength: 1 })
  await using database = openDatabase({ url: fresh.config.databaseUrl, poolSize: 1, statementTimeoutMs: 20 })
  const whole = { ...query, ...id, from: 0, to: Date.now(), intervalMs: 365 * 24 * hourMs }
  await assert.rejects(
    aggregateReader(database)(whole),
    (error) => error instanceof Unavailable && /shorter range/.test(error.what),
  )
})
