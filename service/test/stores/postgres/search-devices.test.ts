import assert from 'node:assert/strict'
import { test } from 'node:test'
import { postgresRegistry } from '../../../src/stores/postgres/registry.ts'
import { searchDevices } from '../../../src/stores/postgres/search-devices.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres'])
const devices = 100_000

test('a search among 100,000 devices reads indexes only, whatever it finds, and finds the page of the smallest numbers', async (t) => {
  const { database } = await freshDatabase(t, servers.postgres)
  const { statement, values } = searchDevices('id')
  await database.exclusively(async (connection) => {
    await connection.script(`INSERT INTO device (device_id, alias)
      SELECT gen_random_uuid(), 'Greenhouse ' || number FROM generate_series(1, ${devices}) AS number`)
    await connection.script('VACUUM ANALYZE device')
    // What PostgreSQL settles on for a prepared statement, whatever its values.
    await connection.script('SET plan_cache_mode = force_generic_plan')
    await connection.script(`PREPARE search (int, int, text, uuid, uuid) AS ${statement.text}`)
    for (const text of ['greenhouse 77777', 'GREEN', 'nothing begins with this', 'a0', '43358b11-c35b']) {
      const [, , , ...ids] = values({ after: 0, limit: 101, text })
      const range = ids.map((id) => (id === null ? 'NULL' : `'${id}'`)).join(', ')
      const explain = `EXPLAIN (ANALYZE) EXECUTE search (0, 101, '${text}', ${range})`
      const rows = await connection.query({ name: '', text: explain }, [])
      const plan = rows.map(([line]) => line).join('\n')
      assert.doesNotMatch(plan, /Seq Scan|Rows Removed by Filter/, `${text}:\n${plan}`)
    }
  })
  const registry = postgresRegistry(database)
  const found = async (search: string, after = 0) =>
    (await registry.list({ after, limit: 3, search })).map(({ alias }) => alias)
  assert.deepEqual(await found('greenhouse 7777'), [
    'Greenhouse 7777',
    'Greenhouse 77770',
    'Greenhouse 77771',
  ])
  assert.deepEqual(await found('GREEN', 50_000), ['Greenhouse 50001', 'Greenhouse 50002', 'Greenhouse 50003'])
  assert.deepEqual(await found('reenhouse'), [])
})
