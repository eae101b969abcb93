import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from 'pg'
import { startPostgres } from '../../src/servers/postgres.ts'
import { leftBehind } from '../support/left-behind.ts'
import { testRun } from '../support/run.ts'
import { testTools } from '../support/tools.ts'

test('PostgreSQL starts durable, with the statistics that readings need, and stops', async (t) => {
  const run = await testRun(t)
  const tools = await testTools('postgres')
  const server = await startPostgres({ run, tools, memoryBytes: 512 * 2 ** 20 })
  const client = new Client(server.url)
  await client.connect()
  const { rows } = await client.query<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings
     WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'track_io_timing', 'shared_buffers')`,
  )
  assert.deepEqual(Object.fromEntries(rows.map(({ name, setting }) => [name, setting])), {
    fsync: 'on',
    full_page_writes: 'on',
    shared_buffers: String((128 * 2 ** 20) / 8192),
    synchronous_commit: 'on',
    track_io_timing: 'on',
  })
  await client.query('SELECT count(*) FROM pg_stat_statements')
  await client.end()
  assert.ok((await server.envelope.usage()).cpuSeconds > 0)

  await server[Symbol.asyncDispose]()
  await run[Symbol.asyncDispose]()
  assert.deepEqual(leftBehind(run.path), [])
})

test('PostgreSQL does not let in whoever does not know the password', async (t) => {
  const run = await testRun(t)
  await using server = await startPostgres({ run, tools: await testTools('postgres') })
  const url = new URL(server.url)
  url.password = 'guessed'
  await assert.rejects(new Client(url.href).connect(), /password authentication failed/)
})
